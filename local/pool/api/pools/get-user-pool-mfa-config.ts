import { USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";

export const getUserPoolMfaConfig = forAdministrators(
  "GetUserPoolMfaConfig",
  { UserPoolId: required(USER_POOL_ID) },
  (pool) => {
    const { mfa, mfaKinds, signInSms } = pool.settings;
    return {
      ...(mfaKinds.includes("SMS_MFA") && {
        SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
      }),
      SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
      MfaConfiguration: mfa,
    };
  },
);
