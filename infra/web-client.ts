import { parameterValue, type Variables } from "./framework";

/** The flows of people and the renewal of their tokens, for browsers and apps; null leaves a property out. */

export const authFlows = async (variables: Variables) => [
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  ...((await parameterValue(variables, "passwordless")) === "off" ? [] : ["ALLOW_USER_AUTH"]),
  // Cognito refuses this flow together with rotation. GetTokensFromRefreshToken then renews tokens, and needs no flow.
  ...((await parameterValue(variables, "refreshTokenRotation")) === "off"
    ? ["ALLOW_REFRESH_TOKEN_AUTH"]
    : []),
];

export async function refreshTokenRotation(variables: Variables) {
  const graceSeconds = await parameterValue(variables, "refreshTokenRotation");
  return graceSeconds === "off" ? null : { Feature: "ENABLED", RetryGracePeriodSeconds: graceSeconds };
}
