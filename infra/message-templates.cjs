const { buildSync } = require("esbuild");
const path = require("node:path");
const { readJson } = require("./rules.cjs");

const COMPOSE = path.join(__dirname, "../functions/custom-message/messages/compose.ts");

/** The words are written once, in custom-message; the pool's own templates are made of them. */
function loadComposer() {
  const { outputFiles } = buildSync({
    entryPoints: [COMPOSE],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
  });
  const loaded = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(loaded, loaded.exports, require);
  return loaded.exports;
}

/**
 * What Cognito sends where custom-message has nothing to say: on stages without SES, where it may write no e-mail, and
 * whenever it fails. English, because a pool has one template for everybody.
 */
const template =
  (occasion, placeholders) =>
  async ({ resolveVariable }) => {
    const { composeEmail, composeSms } = loadComposer();
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
