export const UNITS = ["seconds", "minutes", "hours", "days"] as const;
type Unit = (typeof UNITS)[number];

export type Token = "AccessToken" | "IdToken" | "RefreshToken";

/** As a client's settings give it, and as operations return it. */
export interface Validity {
  readonly amount: number;
  /** Each token has a unit that counts where none is given. */
  readonly unit: Unit | undefined;
}

export type TokenValidity = Readonly<Partial<Record<Token, Validity>>>;

const SECONDS: Readonly<Record<Unit, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

interface Range {
  readonly unit: Unit;
  readonly byDefault: number;
  /** In seconds, as the most. */
  readonly least: number;
  readonly most: number;
}

const ACCESS: Range = { unit: "hours", byDefault: 1, least: 300, most: SECONDS.days };
const RANGES: Readonly<Record<Token, Range>> = {
  AccessToken: ACCESS,
  IdToken: ACCESS,
  RefreshToken: { unit: "days", byDefault: 30, least: SECONDS.hours, most: 3_650 * SECONDS.days },
};

/** How long a client's tokens of a kind live. */
export function tokenSeconds(
  { tokenValidity }: { readonly tokenValidity: TokenValidity },
  token: Token,
): number {
  const { unit, byDefault } = RANGES[token];
  const given = tokenValidity[token];
  return (given?.amount ?? byDefault) * SECONDS[given?.unit ?? unit];
}

function isPossible(token: Token, validity: Validity): boolean {
  const { least, most } = RANGES[token];
  const seconds = tokenSeconds({ tokenValidity: { [token]: validity } }, token);
  return seconds >= least && seconds <= most;
}

/** Reads the validity of each kind of token. Only for refresh tokens, zero means the default. */
export function readTokenValidity(
  amountOf: (token: Token) => number | undefined,
  unitOf: (token: Token) => Unit | undefined,
  refuse: (token: Token) => Error,
): TokenValidity {
  const tokens = Object.keys(RANGES) as Token[];
  return Object.fromEntries(
    tokens.flatMap((token) => {
      const amount = amountOf(token);
      if (amount === undefined || (token === "RefreshToken" && amount === 0)) return [];
      const validity = { amount, unit: unitOf(token) };
      if (!isPossible(token, validity)) throw refuse(token);
      return [[token, validity]];
    }),
  );
}

/** As operations return it: the validity of refresh tokens is always included. */
export function validityShape(given: TokenValidity) {
  const units = Object.entries(given).flatMap(([token, { unit }]) =>
    unit === undefined ? [] : [[token, unit]],
  );
  return {
    RefreshTokenValidity: given.RefreshToken?.amount ?? RANGES.RefreshToken.byDefault,
    AccessTokenValidity: given.AccessToken?.amount,
    IdTokenValidity: given.IdToken?.amount,
    ...(units.length > 0 && { TokenValidityUnits: Object.fromEntries(units) }),
  };
}
