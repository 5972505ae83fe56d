import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { UncertainError } from "../runtime/errors";
import { COGNITO_CONNECT_MS } from "../runtime/time-budget";

/**
 * Operations that work only once. If an answer is lost and the request is sent again, Cognito refuses what it has done
 * itself: the address is taken, or the code, the session or the current password is wrong.
 */
const ONLY_ONCE: ReadonlySet<string | undefined> = new Set([
  "SignUpCommand",
  "ConfirmSignUpCommand",
  "ConfirmForgotPasswordCommand",
  "RespondToAuthChallengeCommand",
  "VerifySoftwareTokenCommand",
  "ChangePasswordCommand",
  "CompleteWebAuthnRegistrationCommand",
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
  // At this step and with this priority, it sees each attempt by itself.
  client.middlewareStack.add(
    (next, { commandName }) => (ONLY_ONCE.has(commandName) ? sayingWhenUncertain(next) : next),
    { step: "finalizeRequest", priority: "low", name: "onlyOnce" },
  );
  return client;
}

/** A second attempt is believed when it succeeds. When it is refused, the first one may be the reason. */
function sayingWhenUncertain<Attempt, Answer>(next: (attempt: Attempt) => Promise<Answer>) {
  let mayBeDone = false;
  return async (attempt: Attempt): Promise<Answer> => {
    try {
      return await next(attempt);
    } catch (error) {
      const goesOn = !mayBeDone && isWorthRepeating(error as Failure);
      mayBeDone ||= !hasChangedNothing(error as Failure);
      throw mayBeDone && !goesOn ? new UncertainError(error) : error;
    }
  };
}

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Where Cognito has not answered in time, there is none left for another attempt. */
const isWorthRepeating = ({ code = "", $metadata: { httpStatusCode = 0 } = {} }: Failure): boolean =>
  httpStatusCode >= 500 || ["ECONNRESET", "EPIPE"].includes(code);

/** Cognito has refused the request, or has never received it. */
function hasChangedNothing({
  name = "",
  code = "",
  $metadata: { httpStatusCode = 0 } = {},
}: Failure): boolean {
  const isRefused = httpStatusCode >= 400 && httpStatusCode < 500 && !AFTER_THE_CHANGE.includes(name);
  const isUnconnected = name === "TimeoutError" ? code === "" : UNCONNECTED.includes(code);
  return isRefused || isUnconnected;
}

/** With these, a later step has failed: a trigger, or the message with the code. */
const AFTER_THE_CHANGE: readonly string[] = [
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
