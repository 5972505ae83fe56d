import type { Pool } from "../../pool";
import type { ChallengeAnswer } from "../../sign-in/answers/challenge-answer";
import { answerCustomChallenge } from "../../sign-in/answers/custom-challenge";
import { answerMfaSetup } from "../../sign-in/answers/mfa-setup";
import { answerNewPasswordRequired } from "../../sign-in/answers/new-password-required";
import { answerPasswordVerifier } from "../../sign-in/answers/password-verifier";
import { answerSelectMfaType } from "../../sign-in/answers/select-mfa-type";
import { answerSentCode } from "../../sign-in/answers/sent-code";
import { answerSoftwareTokenMfa } from "../../sign-in/answers/software-token-mfa";
import { readLogin, requireClient } from "../calling-client";
import { notSimulated } from "../errors";
import { CHALLENGE_NAME, CLIENT_ID, SESSION } from "../input/members";
import { type InputOf, required, textMap } from "../input/shapes";

export const CHALLENGE_ANSWER = {
  ClientId: required(CLIENT_ID),
  ChallengeName: required(CHALLENGE_NAME),
  Session: SESSION,
  ChallengeResponses: textMap,
  ClientMetadata: textMap,
};

type Respond = (pool: Pool, answer: ChallengeAnswer) => Promise<object>;

/** The challenges of Cognito's that can be answered here. */
const CHALLENGES: ReadonlyMap<string, Respond> = new Map<string, Respond>([
  ["CUSTOM_CHALLENGE", answerCustomChallenge],
  ["EMAIL_OTP", answerSentCode("EMAIL_OTP")],
  ["MFA_SETUP", answerMfaSetup],
  ["NEW_PASSWORD_REQUIRED", answerNewPasswordRequired],
  ["PASSWORD_VERIFIER", answerPasswordVerifier],
  ["SELECT_MFA_TYPE", answerSelectMfaType],
  ["SMS_MFA", answerSentCode("SMS_MFA")],
  ["SOFTWARE_TOKEN_MFA", answerSoftwareTokenMfa],
]);

/** The same for an app and for an administrator. */
export async function answerChallenge(pool: Pool, input: InputOf<typeof CHALLENGE_ANSWER>) {
  const client = requireClient(pool, input);
  const { ChallengeName: name, Session: session, ChallengeResponses: responses = {} } = input;
  const respond = CHALLENGES.get(name);
  if (respond === undefined) throw notSimulated(`The challenge ${name}`);
  const login = readLogin(client, responses);
  return respond(pool, { client, session, login, responses, clientMetadata: input.ClientMetadata });
}
