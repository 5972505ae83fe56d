import { Problem } from "../../../shared/api/problem";
import { FaultError } from "../../../shared/runtime/errors";
import { refusalIn } from "../../../shared/runtime/refusals";

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

/** Asks Cognito. What it refuses becomes a problem; what fails stays a fault, whose cause is for the log alone. */
export async function asking<Answer>(operation: Operation, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error) throw problemOf(operation, error) ?? error;
    throw error;
  }
}

/** What Cognito says of one person. Several of these come before the password is checked. */
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

/** Whether somebody who has proven nothing would learn from an error who exists, and in what state. */
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
 * Confirmed already, without a proven address, or in a challenge of another kind. A value that breaks a rule is refused for
 * everybody alike.
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

/** What everybody is told instead. For a code that is to be sent that is no problem, but the usual answer. */
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
 * A refusal of one of our triggers, out of `PreSignUp failed with error <sentence>.` Whatever else stands there was
 * written for nobody outside: by AWS, of a function that crashed, or by an error while one was loaded. It may quote
 * anything, so not even the log has it.
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

/** Cognito has one name for everything that somebody may not do. */
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

/** Cognito's validation may quote what was sent, so only what it says of the schema goes on. */
function invalidParameter(operation: Operation, message: string): Problem {
  if (/^Attributes did not conform to the schema/.test(message))
    return new Problem("invalid-request", message);
  if (operation === "refresh") return new Problem("not-signed-in");
  return new Problem("invalid-request", "Cognito does not accept one of these values");
}

/** Also for a right password that opens nothing yet, or no longer: its words help those people too. */
const wrongCredentials = () =>
  new Problem(
    "wrong-credentials",
    "The e-mail address or the password is wrong. If you have just signed up, enter the code from your e-mail first. If you are not sure of your password, choose a new one",
  );

/** One answer for whatever is known of an address, an invitation among it. */
const accountExists = () =>
  new Problem("account-exists", "Please sign in or, if you are invited, use the link of your invitation");

const wrongCode = () =>
  new Problem("wrong-code", "The code is wrong or no longer valid. Please check it, or ask for another one");

const notWritable = () => new Problem("invalid-request", "One of the attributes cannot be set");
