import { CognitoError, expiredCode } from "../../api/errors";
import { findTotpStep } from "../../mfa/totp";
import type { Pool } from "../../pool";
import { updateUser } from "../../users/users";
import { complete } from "../sign-in";
import {
  type ChallengeAnswer,
  progressOf,
  requireResponse,
  takeChallenge,
  wrongCode,
} from "./challenge-answer";

export async function answerSoftwareTokenMfa(pool: Pool, answer: ChallengeAnswer) {
  const { client, session } = answer;
  const typed = requireResponse(answer, "SOFTWARE_TOKEN_MFA_CODE");
  const { challenge, user } = takeChallenge(pool, "SOFTWARE_TOKEN_MFA", answer);
  const { totpSecret, lastTotpStep } = user.mfa;
  if (totpSecret === undefined)
    throw new CognitoError(
      "SoftwareTokenMFANotFoundException",
      "Software Token MFA does not exist for the user.",
    );
  const step = findTotpStep(totpSecret, typed, pool.now());
  if (step === undefined) throw wrongCode(pool, answer, challenge);
  if (lastTotpStep !== undefined && step <= lastTotpStep) {
    pool.sessions.keepAfterWrongCode(session, challenge);
    throw expiredCode("Your software token has already been used once.");
  }
  const proven = updateUser(pool, user.username, ({ mfa }) => ({ mfa: { ...mfa, lastTotpStep: step } }));
  return complete(pool, client, proven, progressOf(challenge, answer));
}
