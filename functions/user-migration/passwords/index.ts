import type { StoredPassword } from "../../../shared/legacy-users/legacy-user";
import { bcrypt } from "./bcrypt";

/** Whether a password is the stored one. `unreadable` is no match either; it tells the operator what to look at. */
export type Verdict = "match" | "mismatch" | "unreadable" | "too-costly";

/** One family of hashes. */
export interface PasswordFormat {
  /** Whether this family wrote the hash; a hash that does not describe itself is claimed by its scheme only. */
  claims(stored: StoredPassword): boolean;
  verify(candidate: string, stored: StoredPassword, limits: PasswordLimits): Promise<Verdict>;
}

/** What a hash may cost. Checked before any hashing, so that a hostile hash costs nothing. */
export interface PasswordLimits {
  readonly bcryptCost: number;
}

const FORMATS: readonly PasswordFormat[] = [bcrypt];

const LONGEST_HASH = 4_096;
const LONGEST_CANDIDATE = 1_024;

/** Verifies a password in whatever supported format it was stored. Never throws over what is stored. */
export async function verifyPassword(
  candidate: string,
  stored: StoredPassword,
  limits: PasswordLimits,
): Promise<Verdict> {
  // The C libraries that wrote these hashes stop at a NUL, so one would let different passwords match.
  if (candidate === "" || candidate.length > LONGEST_CANDIDATE || candidate.includes("\0")) return "mismatch";
  if (stored.hash.length > LONGEST_HASH) return "unreadable";
  const format = FORMATS.find((family) => family.claims(stored));
  return format === undefined ? "unreadable" : format.verify(candidate, stored, limits);
}
