import type { Pool } from "../pool";
import { checkPoolId, type Input } from "../request";

export function getUserPoolMfaConfig(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const { mfa, mfaKinds, signInSms } = pool.settings;
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
    }),
    SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
    MfaConfiguration: mfa,
  };
}
