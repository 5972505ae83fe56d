const CONFIGURATION = { off: "OFF", optional: "OPTIONAL", required: "ON" };

const sendsSms = async (resolveVariable) => (await resolveVariable("param:smsMfa")) === "on";

/** The second factor in Cognito's terms; null leaves a property out. */
module.exports = {
  configuration: async ({ resolveVariable }) => CONFIGURATION[await resolveVariable("param:mfa")],

  enabled: async ({ resolveVariable }) => {
    if ((await resolveVariable("param:mfa")) === "off") return null;
    return ["SOFTWARE_TOKEN_MFA", ...((await sendsSms(resolveVariable)) ? ["SMS_MFA"] : [])];
  },

  sms: async ({ resolveVariable }) =>
    (await sendsSms(resolveVariable))
      ? {
          SnsCallerArn: { "Fn::GetAtt": ["SmsRole", "Arn"] },
          SnsRegion: { Ref: "AWS::Region" },
          // The same as in sms-role.yml.
          ExternalId: `${await resolveVariable("self:service")}-${await resolveVariable("sls:stage")}`,
        }
      : null,
};
