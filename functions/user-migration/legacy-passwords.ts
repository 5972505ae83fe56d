import { isRecord, readStrings } from "../../shared/json";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import {
  CEILINGS,
  type Ceilings,
  type HashParameters,
  type InspectOptions,
  NORMAL_FORMS,
  PASSWORD_ENCODINGS,
  REVERSIBLE,
  USUAL_CEILINGS,
  type Verdict,
  verifyPassword,
} from "../../shared/passwords";
import { InvalidValueError, objectReader } from "../../shared/runtime/readers";

/** What the parameter legacyPasswords says of the hashes of the old system. */
export interface LegacyPasswords {
  /** The scheme of rows that name none. */
  readonly scheme: string | undefined;
  /** The reversible schemes that are switched on. */
  readonly allow: readonly string[];
  readonly ceilings: Ceilings;
  /** The parameters that all hashes share and that are no secret. */
  readonly parameters: HashParameters;
}

/**
 * Gives a hash without a scheme that of the stage, and adds the rules by which the stage reads it.
 *
 * @param secret the parameters that all hashes share and that nobody may know
 */
export const withStageRules = (
  stored: StoredPassword,
  { scheme, allow, ceilings, parameters }: LegacyPasswords,
  secret: HashParameters,
): [stored: StoredPassword, options: InspectOptions] => [
  { ...(scheme !== undefined && { scheme }), ...stored },
  { allow, ceilings, system: { ...parameters, ...secret } },
];

/** @param signal ends the check when it aborts */
export function verifyLegacyPassword(
  candidate: string,
  stored: StoredPassword,
  passwords: LegacyPasswords,
  secret: HashParameters,
  signal?: AbortSignal,
): Promise<Verdict> {
  const [hash, options] = withStageRules(stored, passwords, secret);
  return verifyPassword(candidate, hash, { ...options, ...(signal && { signal }) });
}

const KEYS = ["scheme", "allow", "ceilings", "parameters"];

export const readLegacyPasswords = objectReader(
  "an object such as {scheme: bcrypt}",
  (written): LegacyPasswords => {
    const stray = Object.keys(written).find((key) => !KEYS.includes(key));
    if (stray !== undefined)
      throw new InvalidValueError(`has the unknown key ${stray}; allowed: ${KEYS.join(", ")}`);
    const { scheme, allow = [], ceilings = {}, parameters = {} } = written;
    if (scheme !== undefined && (typeof scheme !== "string" || scheme === ""))
      throw new InvalidValueError("scheme must be the name of a scheme, or a template");
    if (!Array.isArray(allow) || !allow.every((name) => REVERSIBLE.includes(name)))
      throw new InvalidValueError(`allow must be a list of reversible schemes: ${REVERSIBLE.join(", ")}`);
    if (!isRecord(parameters) || !Object.values(parameters).every(isScalar))
      throw new InvalidValueError("parameters must be an object of texts and numbers");
    refuseUnlessAmong("passwordEncoding", parameters, [...PASSWORD_ENCODINGS.keys()]);
    refuseUnlessAmong("passwordForm", parameters, NORMAL_FORMS);
    const own = readCeilings(ceilings);
    return { scheme, allow: readStrings(allow), ceilings: { ...USUAL_CEILINGS, ...own }, parameters };
  },
);

function refuseUnlessAmong(
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  words: readonly unknown[],
): void {
  if (parameters[name] !== undefined && !words.includes(parameters[name]))
    throw new InvalidValueError(`parameters.${name} must be one of ${words.join(", ")}`);
}

function readCeilings(ceilings: unknown): Partial<Ceilings> {
  if (!isRecord(ceilings)) throw new InvalidValueError("ceilings must be an object such as {bcryptCost: 13}");
  for (const [name, value] of Object.entries(ceilings)) {
    const highest = Object.hasOwn(CEILINGS, name) ? CEILINGS[name as keyof Ceilings] : 0;
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > highest)
      throw new InvalidValueError(
        highest === 0
          ? `ceilings has the unknown key ${name}; allowed: ${Object.keys(CEILINGS).join(", ")}`
          : `ceilings.${name} must be a whole number from 1 to ${highest}`,
      );
  }
  return ceilings;
}

const isScalar = (value: unknown): boolean => typeof value === "string" || typeof value === "number";
