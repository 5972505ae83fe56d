import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { COGNITO_CONNECT_MS } from "../runtime/time-budget";

/**
 * The one Cognito client of a container: two attempts with a quick connection, and as long for an answer as it may
 * take.
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
