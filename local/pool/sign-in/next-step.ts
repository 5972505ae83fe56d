import { decideSecondFactor } from "../mfa/factors";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { complete } from "./authentication";
import { newPasswordChallenge } from "./new-password";
import { openChallenge } from "./open-challenge";
import { challengeFactor, type Progress } from "./second-factor";

/** Where every sign-in goes on whose password is proven, by being sent or by SRP. */
export async function afterPassword(
  pool: Pool,
  client: Client,
  user: User,
  clientMetadata: Progress["clientMetadata"],
) {
  if (user.status === "FORCE_CHANGE_PASSWORD") return newPasswordChallenge(pool, client, user);
  return afterFirstFactor(pool, client, user, { source: "TokenGeneration_Authentication", clientMetadata });
}

/** The second factor where there is one; else the sign-in is complete. A new password leads here as well. */
export async function afterFirstFactor(pool: Pool, client: Client, user: User, progress: Progress) {
  const { username } = user;
  const decision = decideSecondFactor(pool.settings, user);
  const { source } = progress;
  switch (decision.kind) {
    case "none":
      return complete(pool, client, user, progress);
    case "one":
      return challengeFactor(pool, client, user, decision.factor, progress);
    case "choice":
      return {
        ChallengeName: "SELECT_MFA_TYPE",
        Session: openChallenge(pool, client, { name: "SELECT_MFA_TYPE", username, secret: { source } }),
        ChallengeParameters: {
          MFAS_CAN_CHOOSE: JSON.stringify(decision.factors),
          USER_ID_FOR_SRP: username,
        },
      };
    case "set-up":
      return {
        ChallengeName: "MFA_SETUP",
        Session: openChallenge(pool, client, { name: "MFA_SETUP", username, secret: { source } }),
        ChallengeParameters: {
          MFAS_CAN_SETUP: JSON.stringify(pool.settings.mfaKinds),
          USER_ID_FOR_SRP: username,
        },
      };
  }
}
