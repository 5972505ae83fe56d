import type { Pool } from "../../pool";

/** Which second factors the pool has, and whether they are asked for. */
export function mfaConfig({ settings: { mfa, mfaKinds, signInSms } }: Pick<Pool, "settings">) {
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
    }),
    SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
    MfaConfiguration: mfa,
  };
}
