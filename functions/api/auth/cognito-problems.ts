import { Problem } from "../../../shared/api/problem";
import { FaultError, UncertainError } from "../../../shared/runtime/errors";
import { refusalIn, sentenceOf } from "../../../shared/runtime/refusals";

export type Operation =
  | "sign-up"
  | "confirm"
  | "resend-code"
  | "sign-in"
  | "ask-way"
  | "challenge"
  | "sign-in-code"
  | "sign-in-passkey"
  | "refresh"
  | "sign-out"
  | "forgot-password"
  | "reset-password"
  | "change-password";

/** Calls Cognito. A refusal becomes a problem. A failure stays a fault, and its cause goes to the log only. */
export async function asking<Answer>(operation: Operation, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UncertainError) throw error.withAdvice(ADVICE[operation] ?? sentenceOf("fault"));
    if (error instanceof Error) throw problemOf(operation, error) ?? error;
    throw error;
  }
}

const SIGN_IN_AGAIN =
  "It is not certain that your answer has arrived. Please sign in again. If you have just chosen a new password, try it first";

/** What the person can do when nobody knows whether Cognito has done what they asked for. */
const ADVICE: Readonly<Partial<Record<Operation, string>>> = {
  "sign-up":
    "It is not certain that you are signed up. If no code reaches you, have another one sent. If that one does not come either, sign up again",
  confirm:
    'It is not certain that your address is confirmed. Please enter the code again. If it is refused, choose a password with "forgot password". If no code for that arrives, have another one sent to confirm your address',
  challenge: SIGN_IN_AGAIN,
  "sign-in-code": SIGN_IN_AGAIN,
  "sign-in-passkey": SIGN_IN_AGAIN,
  "reset-password":
    "It is not certain that your new password is saved. Please sign in with it. If it is refused, have another code sent",
  "change-password":
    "It is not certain that your new password is saved. Please sign in with it. If it is refused, try the old one",
};

/** Errors that depend on the person. Cognito raises several of them before it checks the password. */
const OF_ONE_PERSON: readonly string[] = [
  "NotAuthorizedException",
  "UserNotFoundException",
  "UserNotConfirmedException",
  "PasswordResetRequiredException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "LimitExceededException",
  "TooManyFailedAttemptsException",
];

/** Whether an error would tell an unproven caller that an account exists, or what state it is in. */
export function tellsWhoExists(operation: Operation, { name, message }: Error): boolean {
  switch (operation) {
    case "sign-in":
      return OF_ONE_PERSON.includes(name);
    case "sign-in-code":
    case "sign-in-passkey":
    case "confirm":
    case "reset-password":
      return OF_ONE_PERSON.includes(name) || isInvalidPerson(name, message);
    case "ask-way":
    case "forgot-password":
    case "resend-code":
      return (
        OF_ONE_PERSON.includes(name) ||
        isInvalidPerson(name, message) ||
        name === "CodeDeliveryFailureException"
      );
    default:
      return false;
  }
}

/**
 * Whether an error depends on the person: they are confirmed already, have no proven address, or are in another
 * challenge. A value that breaks a rule is refused for everybody alike.
 */
const isInvalidPerson = (name: string, message: string): boolean =>
  name === "InvalidParameterException" && !/validation error/.test(message);

function problemOf(operation: Operation, error: Error): Problem | undefined {
  if (tellsWhoExists(operation, error)) return oneAnswer(operation);
  const { name, message } = error;
  switch (name) {
    case "UserLambdaValidationException":
      return refusedByTrigger(message);
    case "NotAuthorizedException":
      return notAuthorized(operation, message);
    case "UserNotFoundException":
    case "UserNotConfirmedException":
      return new Problem("not-signed-in");
    case "InvalidParameterException":
      return invalidParameter(operation, message);
    case "InvalidPasswordException":
      return new Problem("weak-password", message.replace(/^Password did not conform with policy: /, ""));
    case "PasswordHistoryPolicyViolationException":
      return new Problem("weak-password", "This password was used before");
    case "UsernameExistsException":
    case "AliasExistsException":
      return accountExists();
    case "CodeMismatchException":
    case "EnableSoftwareTokenMFAException":
      return new Problem("wrong-code");
    case "ExpiredCodeException":
      return new Problem("code-expired");
    case "PasswordResetRequiredException":
      return new Problem("reset-required");
    case "RefreshTokenReuseException":
      return new Problem("not-signed-in");
    case "UnauthorizedException":
    case "UnsupportedTokenTypeException":
      return new Problem("invalid-request", "This is not a refresh token of this application");
    case "TooManyRequestsException":
    case "LimitExceededException":
    case "TooManyFailedAttemptsException":
      return new Problem("too-many-requests", "Please try again later");
    case "ForbiddenException":
      return new Problem("refused");
    default:
      return undefined;
  }
}

/** The one answer for all of these errors. Undefined where a code is sent: there, the usual answer hides them. */
function oneAnswer(operation: Operation): Problem | undefined {
  switch (operation) {
    case "sign-in":
    case "ask-way":
      return wrongCredentials();
    case "sign-in-passkey":
      return new Problem(
        "not-signed-in",
        "This passkey does not open the account, or it was asked for too long ago. Please try again, or sign in another way",
      );
    case "confirm":
    case "reset-password":
    case "sign-in-code":
      return wrongCode();
    default:
      return undefined;
  }
}

/**
 * Reads the refusal of one of our triggers from `PreSignUp failed with error <sentence>.` Any other text comes from
 * AWS or from an error while the function was loaded. It may quote anything, so it reaches neither the caller nor the
 * log.
 */
function refusedByTrigger(message: string): Problem {
  const [, trigger = "a trigger", sentence = ""] = /^(\w+) failed with error (.*?)\.?$/s.exec(message) ?? [];
  const code = refusalIn(sentence);
  switch (code) {
    case undefined:
      throw new FaultError(`${trigger} failed, and not with a refusal of ours`);
    case "fault":
      return new Problem("unavailable", sentence);
    case "excluded":
    case "legacy-user":
    case "invited-address":
      return accountExists();
    case "too-many-attempts":
      return new Problem("too-many-requests", sentence);
    default:
      return new Problem("refused", sentence);
  }
}

/** NotAuthorizedException stands for many refusals, which only the operation and the message tell apart. */
function notAuthorized(operation: Operation, message: string): Problem | undefined {
  if (/attempts exceeded/i.test(message)) return new Problem("too-many-requests", "Please try again later");
  if (/unauthorized attribute|already provided/i.test(message)) return notWritable();
  switch (operation) {
    case "sign-up":
      return new Problem("refused", "Nobody can sign up here");
    case "challenge":
    case "refresh":
    case "sign-out":
      return new Problem("not-signed-in");
    case "change-password":
      return /token|disabled/i.test(message)
        ? new Problem("not-signed-in")
        : new Problem("wrong-credentials", "The current password is wrong");
    default:
      return undefined;
  }
}

/** Cognito's validation may quote the request, so only its message about the schema is passed on. */
function invalidParameter(operation: Operation, message: string): Problem {
  if (/^Attributes did not conform to the schema/.test(message))
    return new Problem("invalid-request", message);
  if (operation === "refresh") return new Problem("not-signed-in");
  return new Problem("invalid-request", "Cognito does not accept one of these values");
}

/**
 * Also the answer to the right password of an account that is not confirmed, or whose password must be reset. The
 * text helps those people, too.
 */
const wrongCredentials = () =>
  new Problem(
    "wrong-credentials",
    "The e-mail address or the password is wrong. If you have just signed up, enter the code from your e-mail first. If you are not sure of your password, choose a new one",
  );

/** One answer for every reason why an address is taken, an invitation included. */
const accountExists = () =>
  new Problem("account-exists", "Please sign in or, if you are invited, use the link of your invitation");

const wrongCode = () =>
  new Problem("wrong-code", "The code is wrong or no longer valid. Please check it, or ask for another one");

const notWritable = () => new Problem("invalid-request", "One of the attributes cannot be set");
