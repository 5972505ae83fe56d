import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { UncertainError } from "../runtime/errors";
import { COGNITO_CONNECT_MS } from "../runtime/time-budget";

/**
 * Operations that work only once. If an answer is lost and the request is sent again, Cognito refuses what it has done
 * itself: the address is taken, the passkey is not there, or the code, the session or the current password is wrong.
 */
const ONLY_ONCE: ReadonlySet<string | undefined> = new Set([
  "SignUpCommand",
  "ConfirmSignUpCommand",
  "ConfirmForgotPasswordCommand",
  "RespondToAuthChallengeCommand",
  "VerifySoftwareTokenCommand",
  "ChangePasswordCommand",
  "CompleteWebAuthnRegistrationCommand",
  "DeleteWebAuthnCredentialCommand",
]);

/**
 * The one Cognito client of a container. It makes two attempts, each with a short limit for the connection and the
 * given limit for the answer.
 */
export function cognitoClient(answerWithinMs: number): CognitoIdentityProviderClient {
  const client = new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: COGNITO_CONNECT_MS,
      requestTimeout: answerWithinMs,
      throwOnRequestTimeout: true,
    },
  });
  const { middlewareStack } = client;
  // Around each attempt.
  middlewareStack.add(
    (next, context) => async (attempt) => {
      try {
        return await next(attempt);
      } catch (error) {
        if (!ONLY_ONCE.has(context.commandName) || hasChangedNothing(error as Failure)) throw error;
        uncertain.add(context);
        // After silence, no time is left for another attempt.
        throw (error as Failure).code === "ETIMEDOUT" ? new UncertainError(error) : error;
      }
    },
    { step: "finalizeRequest", priority: "low", name: "noteUncertainty" },
  );
  // Around all attempts together. If the last one succeeds, it is believed. If it is refused, an earlier one may be the reason.
  middlewareStack.add(
    (next, context) => async (request) => {
      try {
        return await next(request);
      } catch (error) {
        throw uncertain.has(context) && !(error instanceof UncertainError)
          ? new UncertainError(error)
          : error;
      }
    },
    { step: "build", priority: "high", name: "sayUncertainty" },
  );
  return client;
}

/** The calls of which an attempt may have counted although it has failed. */
const uncertain = new WeakSet<object>();

interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Cognito has refused the request, or has never received it. */
function hasChangedNothing(failure: Failure): boolean {
  const { name = "", code = "", $metadata: { httpStatusCode = 0 } = {} } = failure;
  const isRefused = httpStatusCode >= 400 && httpStatusCode < 500 && !isAfterTheChange(failure);
  const isUnconnected = name === "TimeoutError" ? code === "" : UNCONNECTED.includes(code);
  return isRefused || isUnconnected;
}

/** A later step has failed: a trigger, or the message with the code. Only before a sign-up, a trigger comes first. */
const isAfterTheChange = ({ name = "", message = "" }: Failure): boolean =>
  LATER_STEPS.includes(name) && !message.startsWith("PreSignUp ");

const LATER_STEPS: readonly string[] = [
  "UnexpectedLambdaException",
  "InvalidLambdaResponseException",
  "CodeDeliveryFailureException",
];

const UNCONNECTED: readonly string[] = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
