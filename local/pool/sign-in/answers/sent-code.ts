import { isCode } from "../../messages/codes";
import type { SentFactor } from "../../mfa/factors";
import type { Pool } from "../../pool";
import { complete } from "../sign-in";
import { type ChallengeAnswer, requireResponse, takeChallenge, wrongCode } from "./challenge-answer";

const CODE_IN: Readonly<Record<SentFactor, string>> = {
  SMS_MFA: "SMS_MFA_CODE",
  EMAIL_OTP: "EMAIL_OTP_CODE",
};

/** The code of a text message or an e-mail, which counts for as long as its session. */
export const answerSentCode = (factor: SentFactor) => async (pool: Pool, answer: ChallengeAnswer) => {
  const { client, clientMetadata } = answer;
  const typed = requireResponse(answer, CODE_IN[factor]);
  const { challenge, user } = takeChallenge(pool, factor, answer);
  if (!isCode(typed, challenge.digest)) throw wrongCode(pool, answer, challenge);
  return complete(pool, client, user, { source: challenge.source, clientMetadata });
};
