import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import type { Verdict } from "../../shared/passwords";
import type { NotMigrated } from "../../shared/runtime/outcomes";

export type Attempt =
  | { readonly kind: "sign-in"; readonly verdict: Verdict; readonly meetsPolicy: boolean }
  | { readonly kind: "forgot-password" };

export interface MigrationQuestion {
  readonly attempt: Attempt;
  readonly user: LegacyUser | undefined;
  /** This legacy user became a person before, and stays that person. */
  readonly alreadyMigrated: boolean;
  readonly emailVerified: boolean;
  /** What becomes of an old password that the pool would not accept as a new one. */
  readonly weakPasswords: "accept" | "reset";
}

export type MigrationDecision =
  /** Cognito then answers as it does for any wrong password. */
  | { readonly kind: "none"; readonly reason: NotMigrated }
  | {
      readonly kind: "migrate";
      readonly user: LegacyUser;
      /**
       * `CONFIRMED`: the typed password becomes the password. `RESET_REQUIRED`: the person chooses another by e-mail.
       */
      readonly status: "CONFIRMED" | "RESET_REQUIRED";
      readonly emailVerified: boolean;
    };

export function decideMigration(question: MigrationQuestion): MigrationDecision {
  const { attempt, user, alreadyMigrated, emailVerified, weakPasswords } = question;
  if (user === undefined) return none("unknown");
  if (attempt.kind === "sign-in" && attempt.verdict !== "match") return none(attempt.verdict);
  if (user.disabled) return none("disabled");
  if (alreadyMigrated) return none("already-migrated");
  if (user.id.length > LONGEST_ID) return none("id-too-long");
  if (attempt.kind === "forgot-password")
    return emailVerified
      ? { kind: "migrate", user, status: "RESET_REQUIRED", emailVerified }
      : none("unverified-email");
  // A reset needs an address that the code can be sent to; without one it would lock the person out.
  const mustReset = !attempt.meetsPolicy && weakPasswords === "reset" && emailVerified;
  return { kind: "migrate", user, status: mustReset ? "RESET_REQUIRED" : "CONFIRMED", emailVerified };
}

/** The longest `custom:legacy_id` that the pool's schema allows. */
export const LONGEST_ID = 256;

export const none = (reason: NotMigrated): MigrationDecision => ({ kind: "none", reason });
