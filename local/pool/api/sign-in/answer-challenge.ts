import type { Pool } from "../../pool";
import type { ChallengeAnswer } from "../../sign-in/answers/challenge-answer";
import { answerCustomChallenge } from "../../sign-in/answers/custom-challenge";
import { answerDevicePasswordVerifier } from "../../sign-in/answers/device-password-verifier";
import { answerDeviceSrpAuth } from "../../sign-in/answers/device-srp-auth";
import { answerMfaSetup } from "../../sign-in/answers/mfa-setup";
import { answerNewPasswordRequired } from "../../sign-in/answers/new-password-required";
import { answerPasswordVerifier } from "../../sign-in/answers/password-verifier";
import { answerSelectChallenge } from "../../sign-in/answers/select-challenge";
import { answerSelectMfaType } from "../../sign-in/answers/select-mfa-type";
import { answerSentCode } from "../../sign-in/answers/sent-code";
import { answerSignInCode } from "../../sign-in/answers/sign-in-code";
import { answerSoftwareTokenMfa } from "../../sign-in/answers/software-token-mfa";
import { answerWebAuthn } from "../../sign-in/answers/web-authn";
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

/**
 * A code by e-mail can be a first or a second factor. The challenge of the session decides, not the name in the
 * answer.
 */
const answerEmailCode: Respond = (pool, answer) =>
  pool.sessions.nameOf(answer.session) === "EMAIL_MFA"
    ? answerSentCode(pool, "EMAIL_MFA", answer)
    : answerSignInCode(pool, "EMAIL_OTP", answer);

/** The challenges that can be answered here. */
const CHALLENGES: ReadonlyMap<string, Respond> = new Map<string, Respond>([
  ["CUSTOM_CHALLENGE", answerCustomChallenge],
  ["DEVICE_PASSWORD_VERIFIER", answerDevicePasswordVerifier],
  ["DEVICE_SRP_AUTH", answerDeviceSrpAuth],
  ["EMAIL_OTP", answerEmailCode],
  ["MFA_SETUP", answerMfaSetup],
  ["NEW_PASSWORD_REQUIRED", answerNewPasswordRequired],
  ["PASSWORD", (pool, answer) => answerSelectChallenge(pool, "PASSWORD", answer)],
  ["PASSWORD_SRP", (pool, answer) => answerSelectChallenge(pool, "PASSWORD_SRP", answer)],
  ["PASSWORD_VERIFIER", answerPasswordVerifier],
  ["SELECT_CHALLENGE", (pool, answer) => answerSelectChallenge(pool, "SELECT_CHALLENGE", answer)],
  ["SELECT_MFA_TYPE", answerSelectMfaType],
  ["SMS_MFA", (pool, answer) => answerSentCode(pool, "SMS_MFA", answer)],
  ["SMS_OTP", (pool, answer) => answerSignInCode(pool, "SMS_OTP", answer)],
  ["SOFTWARE_TOKEN_MFA", answerSoftwareTokenMfa],
  ["WEB_AUTHN", answerWebAuthn],
]);

/** Answers a challenge, for apps and administrators alike. */
export async function answerChallenge(pool: Pool, input: InputOf<typeof CHALLENGE_ANSWER>) {
  const client = requireClient(pool, input);
  const { ChallengeName: name, Session: session, ChallengeResponses: responses = {} } = input;
  const respond = CHALLENGES.get(name);
  if (respond === undefined) throw notSimulated(`The challenge ${name}`);
  const login = readLogin(client, responses);
  return respond(pool, { client, session, login, responses, clientMetadata: input.ClientMetadata });
}
