const isSes = (sender) => sender !== "cognito";

/** Who sends the pool's e-mail: Cognito itself (50 a day, its own From) or an SES identity. */
module.exports = {
  configuration: async ({ resolveVariable }) => {
    const sender = await resolveVariable("param:emailSender");
    return isSes(sender)
      ? {
          EmailSendingAccount: "DEVELOPER",
          SourceArn: sender,
          From: await resolveVariable("param:emailFrom"),
        }
      : { EmailSendingAccount: "COGNITO_DEFAULT" };
  },
  sender: async ({ resolveVariable }) =>
    isSes(await resolveVariable("param:emailSender")) ? "ses" : "cognito",
};
