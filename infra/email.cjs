const sendsThroughSes = async ({ resolveVariable }) =>
  (await resolveVariable("param:emailSender")) !== "cognito";

/** Who sends the pool's e-mail: Cognito itself (its own From and texts, 50 a day in the whole account) or an SES identity. */
module.exports = {
  sendsThroughSes,
  configuration: async (variables) =>
    (await sendsThroughSes(variables))
      ? {
          EmailSendingAccount: "DEVELOPER",
          SourceArn: await variables.resolveVariable("param:emailSender"),
          From: await variables.resolveVariable("param:emailFrom"),
        }
      : { EmailSendingAccount: "COGNITO_DEFAULT" },
  sender: async (variables) => ((await sendsThroughSes(variables)) ? "ses" : "cognito"),
};
