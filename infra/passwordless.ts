import { sendsCodes, takesPasskeys } from "../shared/passwordless";
import { parameterValue, type Variables } from "./framework";
import { passwordPolicy } from "./user-pool";

/** What lets people in without a password, in Cognito's terms; null leaves a property out. */

/** Where the stage sends text messages, codes can also go by text message. */
async function otherFactors(variables: Variables): Promise<readonly string[]> {
  const passwordless = await parameterValue(variables, "passwordless");
  const sendsSms = (await parameterValue(variables, "smsMfa")) === "on";
  const codes = ["EMAIL_OTP", ...(sendsSms ? ["SMS_OTP"] : [])];
  return [...(sendsCodes(passwordless) ? codes : []), ...(takesPasskeys(passwordless) ? ["WEB_AUTHN"] : [])];
}

/** The password stays: it is how people of the old system move over. */
export async function policies(variables: Variables) {
  const others = await otherFactors(variables);
  return {
    PasswordPolicy: await passwordPolicy(variables),
    ...(others.length > 0 && { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", ...others] } }),
  };
}

const hasPasskeys = async (variables: Variables) =>
  takesPasskeys(await parameterValue(variables, "passwordless"));

export const passkeyDomain = async (variables: Variables) =>
  (await hasPasskeys(variables)) ? ((await parameterValue(variables, "passkeyDomain")) ?? null) : null;

export const passkeyUserVerification = async (variables: Variables) =>
  (await hasPasskeys(variables)) ? parameterValue(variables, "passkeyUserVerification") : null;

export const passkeyFactors = async (variables: Variables) =>
  (await parameterValue(variables, "passkeyMfa")) === "on" ? "MULTI_FACTOR_WITH_USER_VERIFICATION" : null;

/** The setting for the functions of the API; null leaves it out of their environment. */
export const setting = async (variables: Variables) => {
  const passwordless = await parameterValue(variables, "passwordless");
  return passwordless === "off" ? null : passwordless;
};

/** As a part of the text of the output FrontEndConfig. */
export async function frontEndConfig(variables: Variables) {
  const passwordless = await setting(variables);
  return passwordless === null ? "" : `,"passwordless":"${passwordless}"`;
}
