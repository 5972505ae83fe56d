import { parameterValue, type Variables } from "./framework";

/** How the pool remembers devices, in Cognito's terms; null leaves it out. */
export async function configuration(variables: Variables) {
  const remembered = await parameterValue(variables, "rememberDevices");
  return remembered === "off"
    ? null
    : {
        DeviceOnlyRememberedOnUserPrompt: remembered === "ask",
        // Despite its name, true means that a remembered device replaces the second factor.
        ChallengeRequiredOnNewDevice: (await parameterValue(variables, "deviceMfa")) === "on",
      };
}

/** The setting for the function that hands accounts over to their owners; null leaves it out of its environment. */
export async function setting(variables: Variables) {
  const remembered = await parameterValue(variables, "rememberDevices");
  return remembered === "off" ? null : remembered;
}
