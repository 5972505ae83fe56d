import { NAMED_POOL } from "../input/members";
import { forAdministrators } from "../operation";

export const getUserPoolMfaConfig = forAdministrators("GetUserPoolMfaConfig", NAMED_POOL, (pool) => {
  const { mfa, mfaKinds, signInSms, signInEmail } = pool.settings;
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
    }),
    SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
    ...(mfaKinds.includes("EMAIL_OTP") && {
      EmailMfaConfiguration: { Message: signInEmail.email, Subject: signInEmail.subject },
    }),
    MfaConfiguration: mfa,
  };
});
