import { type LegacyPasswords, withStageRules } from "../../functions/user-migration/legacy-passwords";
import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import { type HashParameters, type Inspection, inspect } from "../../shared/passwords";

/** What the migration makes of a hash. */
export type Finding = Inspection | { readonly kind: "no-hash" };

/** How the migration of a stage reads hashes. */
export interface PasswordRules {
  readonly passwords: LegacyPasswords;
  /** Secret parameters that all hashes share. */
  readonly secret: HashParameters;
}

/** Inspects a hash as the migration does, without computing it. */
export const findingOf = (hash: StoredPassword, { passwords, secret }: PasswordRules): Finding =>
  hash.hash === "" ? { kind: "no-hash" } : inspect(...withStageRules(hash, passwords, secret));
