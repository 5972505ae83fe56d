const { sendsThroughSes } = require("./email.cjs");
const { readJson } = require("./rules.cjs");
const { loadTypeScript } = require("./typescript.cjs");

/**
 * What Cognito sends where custom-message has nothing to say or fails. English, because a pool has one template for everybody.
 * Cognito takes texts for e-mail only from pools that send through SES; the others send its own.
 */
const template = (occasion, placeholders) => async (variables) => {
  const { resolveVariable } = variables;
  const { composeEmail, composeSms } = loadTypeScript("functions/custom-message/messages/compose.ts");
  const brand = readJson(await resolveVariable("param:brands")).default;
  const format = await resolveVariable("param:emailFormat");
  const message = { occasion, language: "en", brand, placeholders };
  const { subject, body } = composeEmail({ ...message, format });
  return {
    email: (await sendsThroughSes(variables)) ? { EmailSubject: subject, EmailMessage: body } : {},
    sms: composeSms(message),
  };
};

const verification = template("verification", { code: "{####}" });
const invitation = template("invitation", { code: "{####}", username: "{username}" });

module.exports = {
  verification: async (variables) => {
    const { email, sms } = await verification(variables);
    return { DefaultEmailOption: "CONFIRM_WITH_CODE", ...email, SmsMessage: sms };
  },
  invitation: async (variables) => {
    const { email, sms } = await invitation(variables);
    return { ...email, SMSMessage: sms };
  },
  signInSms: async (variables) => (await verification(variables)).sms,
};
