import { isRecord, readStrings } from "../../shared/cognito-event";
import { FaultError } from "../../shared/errors";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import { formatOf, judgePassword, type Verdict } from "./passwords";
import { CEILINGS, type Ceilings } from "./passwords/ceilings";

/** What the parameter legacyPasswords says of the hashes of the old system. */
export interface LegacyPasswords {
  /** Of rows that name none. */
  readonly scheme: string | undefined;
  /** The reversible schemes that are switched on. */
  readonly allow: readonly string[];
  readonly ceilings: Partial<Ceilings>;
  /** What all hashes have in common and is no secret. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** @param secret what all hashes have in common and nobody may know */
export const judgeLegacyPassword = (
  candidate: string,
  stored: StoredPassword,
  { scheme, allow, ceilings, parameters }: LegacyPasswords,
  secret: Readonly<Record<string, unknown>>,
): Promise<Verdict> =>
  judgePassword(candidate, { scheme, ...stored }, { allow, ceilings, system: { ...parameters, ...secret } });

const KEYS = ["scheme", "allow", "ceilings", "parameters"];

export function readLegacyPasswords(written: unknown): LegacyPasswords {
  if (!isRecord(written)) throw mistake("must be an object such as {scheme: bcrypt}");
  const stray = Object.keys(written).find((key) => !KEYS.includes(key));
  if (stray !== undefined) throw mistake(`has the unknown key ${stray}; allowed: ${KEYS.join(", ")}`);
  const { scheme, allow = [], ceilings = {}, parameters = {} } = written;
  if (scheme !== undefined && (typeof scheme !== "string" || formatOf("", scheme) === undefined))
    throw mistake("scheme is none that is known");
  if (!Array.isArray(allow) || !allow.every(isReversible))
    throw mistake("allow must be a list of reversible schemes, such as plaintext");
  if (!isRecord(parameters) || !Object.values(parameters).every(isScalar))
    throw mistake("parameters must be an object of texts and numbers");
  return { scheme, allow: readStrings(allow), ceilings: readCeilings(ceilings), parameters };
}

function readCeilings(ceilings: unknown): Partial<Ceilings> {
  if (!isRecord(ceilings)) throw mistake("ceilings must be an object such as {bcryptCost: 13}");
  for (const [name, value] of Object.entries(ceilings)) {
    const highest = Object.hasOwn(CEILINGS, name) ? CEILINGS[name as keyof Ceilings] : 0;
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > highest)
      throw mistake(
        highest === 0
          ? `ceilings has the unknown key ${name}; allowed: ${Object.keys(CEILINGS).join(", ")}`
          : `ceilings.${name} must be a whole number from 1 to ${highest}`,
      );
  }
  return ceilings;
}

/** Under the name that it has in the guide. */
const isReversible = (name: unknown): boolean => {
  const format = typeof name === "string" ? formatOf("", name) : undefined;
  return format?.isReversible === true && format.schemes[0] === name;
};

const isScalar = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

const mistake = (what: string): FaultError => new FaultError(`LEGACY_PASSWORDS: ${what}`);
