import { checkPoolId } from "../calling-client";
import { USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";

export const getUserPoolMfaConfig = operation({ UserPoolId: required(USER_POOL_ID) }, (pool, input) => {
  checkPoolId(pool, input);
  const { mfa, mfaKinds, signInSms } = pool.settings;
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
    }),
    SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
    MfaConfiguration: mfa,
  };
});
