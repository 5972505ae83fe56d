import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** The one Cognito client of a container: two attempts with a quick connection, and as long for an answer as it may take. */
export const cognitoClient = (answerWithinMs: number): CognitoIdentityProviderClient =>
  new CognitoIdentityProviderClient({
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: answerWithinMs,
      throwOnRequestTimeout: true,
    },
  });
