import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { COGNITO_CONNECT_MS } from "../runtime/time-budget";

/**
 * The one Cognito client of a container. It makes two attempts, each with a short limit for the connection and the
 * given limit for the answer.
 */
export const cognitoClient = (answerWithinMs: number): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: COGNITO_CONNECT_MS,
      requestTimeout: answerWithinMs,
      throwOnRequestTimeout: true,
    },
  });
