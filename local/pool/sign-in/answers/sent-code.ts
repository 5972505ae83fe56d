import { isCode } from "../../messages/codes";
import type { Pool } from "../../pool";
import { complete } from "../sign-in";
import { type ChallengeAnswer, requireResponse, takeChallenge, wrongCode } from "./challenge-answer";

/** The code counts for as long as its session. */
export async function answerSmsMfa(pool: Pool, answer: ChallengeAnswer) {
  const { client, clientMetadata } = answer;
  const typed = requireResponse(answer, "SMS_MFA_CODE");
  const { challenge, user } = takeChallenge(pool, "SMS_MFA", answer);
  if (!isCode(typed, challenge.digest)) throw wrongCode(pool, answer, challenge);
  return complete(pool, client, user, { source: challenge.source, clientMetadata });
}
