import { Problem } from "../../../shared/api/problem";
import { TOO_MANY_ATTEMPTS } from "../../../shared/attempts/throttle";
import { NEUTRAL } from "../../../shared/errors";

type Operation =
  | "sign-up"
  | "confirm"
  | "resend-code"
  | "sign-in"
  | "challenge"
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

function problemOf(operation: Operation, { name, message }: Error): Problem | undefined {
  switch (name) {
    case "UserLambdaValidationException":
      return refusedByTrigger(message);
    case "NotAuthorizedException":
      return notAuthorized(operation, message);
    case "UserNotFoundException":
      return unknownPerson(operation);
    case "InvalidParameterException":
      return invalidParameter(operation, message);
    case "InvalidPasswordException":
      return new Problem("weak-password", message.replace(/^Password did not conform with policy: /, ""));
    case "PasswordHistoryPolicyViolationException":
      return new Problem("weak-password", "This password was used before");
    case "UsernameExistsException":
    case "AliasExistsException":
      return new Problem("account-exists");
    case "CodeMismatchException":
    case "EnableSoftwareTokenMFAException":
      return new Problem("wrong-code");
    case "ExpiredCodeException":
      return new Problem("code-expired");
    case "UserNotConfirmedException":
      return new Problem("not-confirmed");
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

/** The trigger's own sentence, out of `PreSignUp failed with error <sentence>.` */
function refusedByTrigger(message: string): Problem | undefined {
  const [, sentence = ""] = /^\w+ failed with error (.*?)\.?$/s.exec(message) ?? [];
  if (sentence === NEUTRAL) return new Problem("unavailable", NEUTRAL);
  if (sentence.startsWith(TOO_MANY_ATTEMPTS)) return new Problem("too-many-requests", sentence);
  // What Lambda says of a function that crashed or took too long was written for nobody.
  if (/RequestId: |Task timed out/.test(sentence)) return undefined;
  return new Problem("refused", sentence || undefined);
}

/** Cognito has one name for everything that somebody may not do. */
function notAuthorized(operation: Operation, message: string): Problem | undefined {
  if (/attempts exceeded/i.test(message)) return new Problem("too-many-requests", "Please try again later");
  if (/unauthorized attribute|already provided/i.test(message)) return notWritable();
  switch (operation) {
    case "sign-up":
      return new Problem("refused", "Nobody can sign up here");
    case "sign-in":
      return /temporary password has expired/i.test(message)
        ? new Problem("refused", "The temporary password has expired. Please contact your administrator")
        : wrongCredentials();
    case "challenge":
    case "refresh":
      return new Problem("not-signed-in");
    case "change-password":
      return /token|disabled/i.test(message)
        ? new Problem("not-signed-in")
        : new Problem("wrong-credentials", "The current password is wrong");
    case "sign-out":
      return new Problem("not-signed-in");
    case "confirm":
      return new Problem("code-expired", "If the account is confirmed already, please sign in");
    case "forgot-password":
    case "resend-code":
    case "reset-password":
      return notThisWay();
    default:
      return undefined;
  }
}

/** Only where the app client tells strangers who exists; ours does not, and then neither does this. */
function unknownPerson(operation: Operation): Problem {
  switch (operation) {
    case "sign-in":
      return wrongCredentials();
    case "confirm":
    case "reset-password":
      return new Problem("wrong-code");
    case "forgot-password":
    case "resend-code":
      return notThisWay();
    default:
      return new Problem("not-signed-in");
  }
}

/** Cognito's validation may quote what was sent, so only what it says of the schema goes on. */
function invalidParameter(operation: Operation, message: string): Problem {
  if (/^Attributes did not conform to the schema/.test(message))
    return new Problem("invalid-request", message);
  if (operation === "refresh") return new Problem("not-signed-in");
  if (operation === "forgot-password" || operation === "resend-code") return notThisWay();
  return new Problem("invalid-request", "Cognito does not accept one of these values");
}

const wrongCredentials = () =>
  new Problem("wrong-credentials", "The e-mail address or the password is wrong");

const notWritable = () => new Problem("invalid-request", "One of the attributes cannot be set");

const notThisWay = () =>
  new Problem(
    "refused",
    "No code can be sent. If the account is confirmed already, please sign in; otherwise contact your administrator",
  );
