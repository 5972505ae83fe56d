import { timingSafeEqual } from "node:crypto";
import { unlessAborted } from "../runtime/time-limit";
import { argon2, argon2Pepper } from "./argon2";
import { aspnetIdentity, aspnetMembership, aspnetMembershipHmac } from "./aspnet";
import { bcrypt, bcryptSplit, wbb4 } from "./bcrypt";
import { BYTES_OF_A_ROUND, CEILINGS, type Ceilings, type Cost, exceeds } from "./ceilings";
import { crypt } from "./crypt";
import { django, djangoUnsalted } from "./django";
import { dovecot } from "./dovecot";
import { drupal } from "./drupal";
import { firebaseScrypt } from "./firebase-scrypt";
import type { Format } from "./format";
import { Given, type Parameters, type Stored } from "./given";
import { joomla } from "./joomla";
import { keycloak } from "./keycloak";
import { kratos } from "./kratos";
import { ldap } from "./ldap";
import { magento } from "./magento";
import { mediawiki } from "./mediawiki";
import { mssql } from "./mssql";
import { mysql, mysqlOld } from "./mysql";
import { nextcloud } from "./nextcloud";
import { ntlm } from "./ntlm";
import { passlibBcryptSha256 } from "./passlib";
import { NORMAL_FORMS, PASSWORD_ENCODINGS, UnencodableError } from "./password-encoding";
import { pbkdf2 } from "./pbkdf2";
import { phpass, phpbb3 } from "./phpass";
import { plaintext } from "./plaintext";
import { scram } from "./scram";
import { scrypt, scryptNode } from "./scrypt";
import { shiro } from "./shiro";
import { spring } from "./spring";
import { symfonyBcrypt, symfonySha512 } from "./symfony";
import { namedTemplates, templateFormat } from "./templates";
import { werkzeug } from "./werkzeug";
import { wordpress } from "./wordpress";

/** Whether a password is the stored one; all but the first two tell the operator what to look at. */
export type Verdict = "match" | "mismatch" | "unreadable" | "unknown-scheme" | "too-costly" | "switched-off";

export interface PasswordOptions {
  /** Lower than the default ones, where a stage sets its own. */
  readonly ceilings?: Partial<Ceilings>;
  /** What all hashes of the old system have in common, such as a pepper. */
  readonly system?: Parameters;
  /** The reversible schemes that are switched on. */
  readonly allow?: readonly string[];
  /** At its abort the check ends, with the reason for it. */
  readonly signal?: AbortSignal;
}

/** The first that describes a hash reads it. */
const FORMATS: readonly Format[] = [
  bcrypt,
  bcryptSplit,
  symfonyBcrypt,
  wbb4,
  passlibBcryptSha256,
  argon2,
  argon2Pepper,
  scrypt,
  scryptNode,
  firebaseScrypt,
  pbkdf2,
  keycloak,
  scram,
  kratos,
  werkzeug,
  django,
  djangoUnsalted,
  aspnetIdentity,
  aspnetMembership,
  aspnetMembershipHmac,
  crypt,
  phpass,
  phpbb3,
  wordpress,
  joomla,
  drupal,
  mysql,
  mysqlOld,
  mssql,
  ntlm,
  magento,
  symfonySha512,
  shiro,
  mediawiki,
  nextcloud,
  spring,
  ldap,
  dovecot,
  plaintext,
  ...namedTemplates,
];

const LONGEST_HASH = 4_096;
const LONGEST_CANDIDATE = 1_024;

/** Whether this is the password. What is malformed, unknown or too costly is no match; only an abort is an error. */
export async function verifyPassword(
  candidate: string,
  stored: Stored,
  options?: PasswordOptions,
): Promise<boolean> {
  return (await judgePassword(candidate, stored, options)) === "match";
}

export async function judgePassword(
  candidate: string,
  stored: Stored,
  options?: PasswordOptions,
): Promise<Verdict> {
  const { signal = NEVER, ...rules } = options ?? {};
  try {
    if (!isCandidate(candidate)) return "mismatch";
    return await unlessAborted(judge(candidate, stored, rules, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof UnencodableError ? "mismatch" : "unreadable";
  }
}

const NEVER = new AbortController().signal;

async function judge(
  candidate: string,
  stored: Stored,
  { ceilings = {}, system = {}, allow = [] }: Omit<PasswordOptions, "signal">,
  signal: AbortSignal,
): Promise<Verdict> {
  const { hash, scheme } = stored;
  if (typeof hash !== "string" || hash.length > LONGEST_HASH) return "unreadable";
  const format = formatOf(hash, scheme);
  if (format === undefined) return isGiven(scheme) ? "unknown-scheme" : "unreadable";
  if (format.isReversible && !allow.includes(format.schemes[0] ?? "")) return "switched-off";
  const given = new Given(hash, stored, system);
  const check = format.read(given);
  const bytesOf = PASSWORD_ENCODINGS.get(given.text("passwordEncoding") ?? "utf-8");
  const form = given.text("passwordForm");
  if (check === undefined || bytesOf === undefined || !(form === undefined || NORMAL_FORMS.includes(form)))
    return "unreadable";
  const password = form === undefined ? candidate : candidate.normalize(form);
  if (exceeds(costWith(password, check.cost), lowest(ceilings))) return "too-costly";
  const derived = await check.derive(password, { bytesOf, signal });
  const matches = derived.length === check.digest.length && timingSafeEqual(derived, check.digest);
  return matches && derived.length > 0 ? "match" : "mismatch";
}

/** The C libraries that wrote many of these hashes stop at a NUL, so one would let different passwords match. */
const isCandidate = (candidate: unknown): candidate is string =>
  typeof candidate === "string" &&
  candidate !== "" &&
  Buffer.byteLength(candidate) <= LONGEST_CANDIDATE &&
  !candidate.includes("\0");

const isGiven = (scheme: unknown): boolean => scheme !== undefined && scheme !== null && scheme !== "";

/** A scheme that is given decides alone. What does not describe itself is never guessed. */
export function formatOf(hash: string, scheme: unknown): Format | undefined {
  if (!isGiven(scheme)) return FORMATS.find(({ describes }) => describes?.(hash));
  if (typeof scheme !== "string") return undefined;
  const name = scheme.trim().toLowerCase();
  const format = FORMATS.find(({ schemes }) => schemes.includes(name)) ?? templateFormat(scheme);
  return format?.labelsPlaintext && plaintext.describes?.(hash) ? plaintext : format;
}

/** Rounds are those of a password of usual length; a longer one takes more time in each of them. */
const costWith = (candidate: string, { rounds, ...cost }: Cost): Cost =>
  rounds === undefined
    ? cost
    : { ...cost, rounds: rounds * Math.ceil(Buffer.byteLength(candidate) / BYTES_OF_A_ROUND) };

const lowest = (ceilings: Partial<Ceilings>): Ceilings => {
  const entries = Object.entries(CEILINGS).map(([name, highest]) => {
    const wanted = ceilings[name as keyof Ceilings];
    return [name, wanted === undefined ? highest : Math.min(wanted, highest)];
  });
  return Object.fromEntries(entries);
};
