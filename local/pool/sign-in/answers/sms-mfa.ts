import { timingSafeEqual } from "node:crypto";
import type { Pool } from "../../pool";
import { complete } from "../authentication";
import { digestOf } from "../second-factor";
import type { ChallengeAnswer } from "./challenge-answer";
import { requireResponse, takeChallenge, wrongCode } from "./second-factor";

/** The code counts for as long as its session. */
export async function answerSmsMfa(pool: Pool, answer: ChallengeAnswer) {
  const typed = requireResponse(answer, "SMS_MFA_CODE");
  const { challenge, user, progress } = takeChallenge(pool, "SMS_MFA", answer);
  const [given, sent] = [Buffer.from(digestOf(typed)), Buffer.from(String(challenge.secret.digest))];
  if (!timingSafeEqual(given, sent)) throw wrongCode(pool, answer, challenge);
  return complete(pool, answer.client, user, progress);
}
