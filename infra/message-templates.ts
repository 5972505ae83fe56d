import { composeEmail, composeSms } from "../shared/messages/compose";
import { parameterValue, type Variables } from "./framework";
import { asksByEmail, sendsThroughSes } from "./user-pool";

/**
 * What Cognito sends where custom-message has nothing to say or fails. English, because a pool has one template for everybody.
 * Cognito takes texts for e-mail only from pools that send through SES; the others send its own.
 */
async function template(
  variables: Variables,
  occasion: "verification" | "invitation" | "sign-in",
  placeholders: Parameters<typeof composeSms>[0]["placeholders"],
) {
  const { default: brand } = await parameterValue(variables, "brands");
  const message = { occasion, language: "en", brand, placeholders } as const;
  const { subject, body } = composeEmail({
    ...message,
    format: await parameterValue(variables, "emailFormat"),
  });
  return {
    email: (await sendsThroughSes(variables)) ? { EmailSubject: subject, EmailMessage: body } : {},
    sms: composeSms(message),
  };
}

const codeTemplate = (variables: Variables) => template(variables, "verification", { code: "{####}" });

export async function verification(variables: Variables) {
  const { email, sms } = await codeTemplate(variables);
  return { DefaultEmailOption: "CONFIRM_WITH_CODE", ...email, SmsMessage: sms };
}

export async function invitation(variables: Variables) {
  const { email, sms } = await template(variables, "invitation", { code: "{####}", username: "{username}" });
  return { ...email, SMSMessage: sms };
}

/** The From of the letters that the stack sends itself. */
export const invitationSender = async (variables: Variables) =>
  (await sendsThroughSes(variables)) ? parameterValue(variables, "emailFrom") : "none";

/** Where the identity that sends is: it need not be in the region of the stack. */
export async function senderRegion(variables: Variables) {
  const [, region] = /:ses:([^:]+):/.exec(await parameterValue(variables, "emailSender")) ?? [];
  return region ?? { Ref: "AWS::Region" };
}

export const signInSms = async (variables: Variables) => (await codeTemplate(variables)).sms;

const signInTemplate = async (variables: Variables) =>
  (await asksByEmail(variables)) ? template(variables, "sign-in", { code: "{####}" }) : undefined;

export const signInSubject = async (variables: Variables) =>
  (await signInTemplate(variables))?.email.EmailSubject ?? null;
export const signInEmail = async (variables: Variables) =>
  (await signInTemplate(variables))?.email.EmailMessage ?? null;
