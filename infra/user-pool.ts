import { parameterValue, type Variables } from "./framework";

/** The pool's rules in Cognito's terms; null leaves a property out. */

export async function passwordPolicy(variables: Variables) {
  const required: readonly string[] | "none" = await parameterValue(variables, "passwordRequires");
  return {
    MinimumLength: await parameterValue(variables, "passwordMinLength"),
    RequireLowercase: required.includes("lowercase"),
    RequireUppercase: required.includes("uppercase"),
    RequireNumbers: required.includes("number"),
    RequireSymbols: required.includes("symbol"),
    TemporaryPasswordValidityDays: 7,
  };
}

/** The setting for the API, the only part that sees new passwords; null leaves it out of its environment. */
export const breachedPasswords = async (variables: Variables) => {
  const list = await parameterValue(variables, "breachedPasswords");
  return list === "off" ? null : list;
};

export const tier = async (variables: Variables) => (await parameterValue(variables, "tier")).toUpperCase();

/** Only the tier Plus has threat protection, so only there can it be set. */
export async function addOns(variables: Variables) {
  if ((await parameterValue(variables, "tier")) !== "plus") return null;
  return { AdvancedSecurityMode: (await parameterValue(variables, "threatProtection")).toUpperCase() };
}

const MFA = { off: "OFF", optional: "OPTIONAL", required: "ON" };

const sendsSms = async (variables: Variables) => (await parameterValue(variables, "smsMfa")) === "on";

export const asksByEmail = async (variables: Variables) =>
  (await parameterValue(variables, "emailMfa")) === "on";

export const mfaConfiguration = async (variables: Variables) => MFA[await parameterValue(variables, "mfa")];

export async function enabledMfas(variables: Variables) {
  if ((await parameterValue(variables, "mfa")) === "off") return null;
  return [
    "SOFTWARE_TOKEN_MFA",
    ...((await sendsSms(variables)) ? ["SMS_MFA"] : []),
    ...((await asksByEmail(variables)) ? ["EMAIL_OTP"] : []),
  ];
}

/** People whose second factor is e-mail cannot recover by e-mail, so Cognito then requires a second way. */
export async function recoveryMechanisms(variables: Variables) {
  const byEmail = { Name: "verified_email", Priority: 1 };
  return (await asksByEmail(variables))
    ? [byEmail, { Name: "verified_phone_number", Priority: 2 }]
    : [byEmail];
}

export async function smsConfiguration(variables: Variables) {
  if (!(await sendsSms(variables))) return null;
  const { resolveVariable } = variables;
  return {
    SnsCallerArn: { "Fn::GetAtt": ["SmsRole", "Arn"] },
    SnsRegion: { Ref: "AWS::Region" },
    // The same as in sms-role.yml.
    ExternalId: `${await resolveVariable("self:service")}-${await resolveVariable("sls:stage")}`,
  };
}

/** Otherwise Cognito itself sends: its own From and texts, 50 a day in the whole account. */
export const sendsThroughSes = async (variables: Variables) =>
  (await parameterValue(variables, "emailSender")) !== "cognito";

export const emailConfiguration = async (variables: Variables) =>
  (await sendsThroughSes(variables))
    ? {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: await parameterValue(variables, "emailSender"),
        From: await parameterValue(variables, "emailFrom"),
        ReplyToEmailAddress: await parameterValue(variables, "emailReplyTo"),
        ConfigurationSet: await parameterValue(variables, "emailConfigurationSet"),
      }
    : { EmailSendingAccount: "COGNITO_DEFAULT" };
