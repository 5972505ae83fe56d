import { isCode } from "../../messages/codes";
import type { Pool } from "../../pool";
import { complete } from "../sign-in";
import {
  type ChallengeAnswer,
  progressOf,
  requireResponse,
  takeChallenge,
  wrongCode,
} from "./challenge-answer";

const CODE_IN = { SMS_MFA: "SMS_MFA_CODE", EMAIL_MFA: "EMAIL_OTP_CODE" } as const;

/** The second factor in a text message or an e-mail, whose code counts for as long as its session. */
export async function answerSentCode(pool: Pool, name: keyof typeof CODE_IN, answer: ChallengeAnswer) {
  const { client } = answer;
  const typed = requireResponse(answer, CODE_IN[name]);
  const { challenge, user } = takeChallenge(pool, name, answer);
  if (!isCode(typed, challenge.digest)) throw wrongCode(pool, answer, challenge);
  return complete(pool, client, user, progressOf(challenge, answer));
}
