const { readJson } = require("./rules.cjs");
const { loadTypeScript } = require("./typescript.cjs");

/**
 * What Cognito sends where custom-message has nothing to say: on stages without SES, where it may write no e-mail, and
 * whenever it fails. English, because a pool has one template for everybody.
 */
const template =
  (occasion, placeholders) =>
  async ({ resolveVariable }) => {
    const { composeEmail, composeSms } = loadTypeScript("functions/custom-message/messages/compose.ts");
    const brand = readJson(await resolveVariable("param:brands")).default;
    const format = await resolveVariable("param:emailFormat");
    const message = { occasion, language: "en", brand, placeholders };
    const { subject, body } = composeEmail({ ...message, format });
    return { subject, body, sms: composeSms(message) };
  };

const verification = template("verification", { code: "{####}" });
const invitation = template("invitation", { code: "{####}", username: "{username}" });

module.exports = {
  verification: async (context) => {
    const { subject, body, sms } = await verification(context);
    return {
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      EmailSubject: subject,
      EmailMessage: body,
      SmsMessage: sms,
    };
  },
  invitation: async (context) => {
    const { subject, body, sms } = await invitation(context);
    return { EmailSubject: subject, EmailMessage: body, SMSMessage: sms };
  },
  signInSms: async (context) => (await verification(context)).sms,
};
