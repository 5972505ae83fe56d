import { CognitoError } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { verify } from "../mfa/set-up";
import type { Pool } from "../pool";
import type { ChallengeAnswer } from "../sign-in/answers/challenge-answer";
import { answerMfaSetup } from "../sign-in/answers/mfa-setup";
import { answerNewPasswordRequired } from "../sign-in/answers/new-password-required";
import { answerSelectMfaType } from "../sign-in/answers/select-mfa-type";
import { answerSentCode } from "../sign-in/answers/sent-code";
import { answerSignInCode } from "../sign-in/answers/sign-in-code";
import { answerSoftwareTokenMfa } from "../sign-in/answers/software-token-mfa";
import { answerWebAuthn } from "../sign-in/answers/web-authn";
import type { AuthorizationRequest } from "./authorization-request";
import { challengePage, type PageChallenge } from "./challenge-page";
import type { PageAnswer } from "./document";
import type { PageRequest } from "./page-request";
import { signInPage } from "./sign-in-page";
import { goOn } from "./sign-in-steps";
import type { Visit } from "./visit";
import { wordsOf } from "./words/error-words";
import type { Speech } from "./words/speech";

const OVER = "This sign-in has taken too long, or was tried too often. Sign in again.";

/** Takes the answer that was typed on the page of a challenge. */
export async function answerOnPage(visit: Visit): Promise<PageAnswer> {
  const { pool, request, asked, refused } = visit;
  const { speech } = request;
  const ticket = request.form.get("ticket") ?? "";
  const challenge = pool.pageChallenges.find(ticket, pool.now());
  // A challenge of another browser or of another client is not answered here.
  if (challenge?.browser !== request.browser || challenge.clientId !== asked.client.id)
    return signInPage(visit, { alert: speech.say(OVER) });
  try {
    const outcome = await answer(pool, asked, challenge, request);
    pool.pageChallenges.void(ticket);
    return await goOn(pool, request, asked, challenge.login, outcome);
  } catch (error) {
    refused(challenge.login, error);
    if (mayTryAgain(error))
      return challengePage(pool, request, asked, ticket, challenge, wordsOf(error, speech));
    pool.pageChallenges.void(ticket);
    const alert = isOver(error) ? speech.say(OVER) : alertOf(challenge, error, speech);
    return signInPage(visit, { login: challenge.login, alert });
  }
}

/** For a passkey, the usual words about a password would be wrong. */
const alertOf = ({ name }: PageChallenge, error: unknown, speech: Speech): string =>
  name === "WEB_AUTHN" && error instanceof CognitoError && error.type === "NotAuthorizedException"
    ? speech.say("This passkey does not open that account.")
    : wordsOf(error, speech);

/** Errors that leave the challenge open, as the answers in `sign-in/answers/` do. */
const CORRECTABLE = [
  "CodeMismatchException",
  "EnableSoftwareTokenMFAException",
  "ExpiredCodeException",
  "InvalidParameterException",
  "InvalidPasswordException",
];
const mayTryAgain = (error: unknown): boolean =>
  error instanceof CognitoError && CORRECTABLE.includes(error.type);

const isOver = (error: unknown): boolean =>
  error instanceof CognitoError && /^Invalid session for the user/.test(error.message);

async function answer(
  pool: Pool,
  { client }: AuthorizationRequest,
  { name, session, login, parameters }: PageChallenge,
  { form }: PageRequest,
): Promise<object> {
  const typed = (form.get("code") ?? "").replaceAll(" ", "");
  const username = parameters.USER_ID_FOR_SRP ?? login;
  const answered = (responses: Texts, of = session): ChallengeAnswer => ({
    client,
    session: of,
    login: username,
    responses,
    clientMetadata: undefined,
  });
  switch (name) {
    case "NEW_PASSWORD_REQUIRED":
      return answerNewPasswordRequired(pool, answered(newPasswordIn(form)));
    case "SOFTWARE_TOKEN_MFA":
      return answerSoftwareTokenMfa(pool, answered({ SOFTWARE_TOKEN_MFA_CODE: typed }));
    case "SMS_MFA":
      return answerSentCode(pool, name, answered({ SMS_MFA_CODE: typed }));
    case "EMAIL_MFA":
      return answerSentCode(pool, name, answered({ EMAIL_OTP_CODE: typed }));
    case "EMAIL_OTP":
    case "SMS_OTP":
      return answerSignInCode(pool, name, answered({ [`${name}_CODE`]: typed }));
    case "WEB_AUTHN":
      return answerWebAuthn(pool, answered({ CREDENTIAL: form.get("credential") ?? "" }));
    case "SELECT_MFA_TYPE":
      return answerSelectMfaType(pool, answered({ ANSWER: form.get("factor") ?? "" }));
    case "MFA_SETUP": {
      const { Session } = verify(pool, { kind: "signing-in", session }, typed);
      return answerMfaSetup(pool, answered({}, Session));
    }
    default:
      throw new Error(`the pages do not know the challenge ${name}`);
  }
}

const newPasswordIn = (form: PageRequest["form"]): Texts => ({
  NEW_PASSWORD: form.get("password") ?? "",
  ...Object.fromEntries([...form].filter(([name]) => name.startsWith("userAttributes."))),
});
