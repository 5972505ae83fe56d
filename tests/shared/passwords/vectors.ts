import { inspect, SCHEMES, type VerifyOptions, verifyPassword } from "../../../shared/passwords";

/** A hash whose password is known, with what stands beside it. */
export interface Vector {
  readonly password: string;
  readonly hash: string;
  readonly beside?: Readonly<Record<string, unknown>>;
  readonly options?: VerifyOptions;
  /** Too slow to work through with many passwords. */
  readonly slow?: true;
  /** Cut to this length, it is a whole hash with a shorter key, which nobody can tell from it. */
  readonly shorter?: number;
}

export const judge = (password: string, { hash, beside, options }: Omit<Vector, "password">) =>
  verifyPassword(password, { hash, ...beside }, options);

/** The password matches, and neither another one nor a hash that is a little different. */
export function testVectors(title: string, vectors: readonly Vector[]): void {
  test.each(vectors)(`${title}: $hash`, async (vector) => {
    expect(await judge(vector.password, vector)).toBe("match");
    expect(undeclaredCeilings(vector)).toEqual([]);
    const wrong = wrongPasswords(vector).map((password) => ({ ...vector, password }));
    const different = differentHashes(vector).map((hash) => ({ ...vector, hash }));
    const accepted: unknown[] = [];
    for (const { password, ...rest } of [...wrong, ...different]) {
      if ((await judge(password, rest)) === "match") accepted.push([password, rest.hash]);
    }
    expect(accepted).toEqual([]);
  });
}

/** The ceilings that bound the work, but that the format does not declare. A template is no format of the list. */
function undeclaredCeilings({ hash, beside, options }: Vector): string[] {
  const found = inspect({ hash, ...beside }, options);
  if (found.kind !== "supported") throw new Error(`${hash} is ${found.kind} to inspect`);
  const { ceilings = [] } = SCHEMES.find(({ schemes }) => schemes[0] === found.format) ?? {
    ceilings: Object.keys(found.cost),
  };
  return Object.keys(found.cost).filter((name) => !(ceilings as readonly string[]).includes(name));
}

const wrongPasswords = ({ password, slow }: Vector): string[] =>
  slow ? [`x${password}`] : [`x${password}`, `${password.slice(0, -1)}\u0001`, swapped(password), "x"];

function differentHashes({ hash, slow, shorter }: Vector): string[] {
  const lengths = [...Array(hash.length).keys()].filter((length) => length !== shorter);
  const truncated = lengths.map((length) => hash.slice(0, length));
  const longer = [`${hash}\n`, `${hash} `, `${hash}=`, `${hash}0`, ` ${hash}`];
  const places = slow
    ? [hash.length - 2]
    : [hash.length / 2, hash.length - 4, hash.length - 2, hash.length - 1];
  const changed = places.map((place) => withChange(hash, Math.floor(place)));
  return [...truncated, ...longer, ...changed];
}

const withChange = (hash: string, place: number): string =>
  hash.slice(0, place) + (hash[place] === "0" ? "1" : "0") + hash.slice(place + 1);

const swapped = (password: string): string =>
  password === password.toUpperCase() ? `${password}0` : password.toUpperCase();
