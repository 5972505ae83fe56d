import { notAuthorized } from "../../api/errors";
import type { Pool } from "../../pool";
import { updateUser } from "../../users/users";
import { complete } from "../sign-in";
import { type ChallengeAnswer, progressOf, takeChallenge } from "./challenge-answer";

/** Goes on with the sign-in that asked for the set-up; the code that ended the set-up was the second factor. */
export async function answerMfaSetup(pool: Pool, answer: ChallengeAnswer) {
  const { client } = answer;
  const { challenge, user } = takeChallenge(pool, "MFA_SETUP", answer);
  if (!challenge.isSetUp) throw notAuthorized("Invalid session for the user.");
  const ready = updateUser(pool, user.username, ({ mfa }) => ({
    mfa: {
      ...mfa,
      enabled: [...new Set([...mfa.enabled, "SOFTWARE_TOKEN_MFA" as const])],
      preferred: "SOFTWARE_TOKEN_MFA",
    },
  }));
  return complete(pool, client, ready, progressOf(challenge, answer));
}
