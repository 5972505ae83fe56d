import { relyingPartyOf } from "../../passkeys/relying-party";
import type { Pool } from "../../pool";

/** The second factors of the pool, whether they are required, and the settings of passkeys. */
export function mfaConfig({ settings }: Pick<Pool, "settings">) {
  const { mfa, mfaKinds, signInSms, signInEmail, senders, firstFactors, passkeys } = settings;
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms, SmsConfiguration: senders?.sms },
    }),
    ...(mfaKinds.includes("SOFTWARE_TOKEN_MFA") && { SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ...(mfaKinds.includes("EMAIL_OTP") && {
      EmailMfaConfiguration: { Message: signInEmail.email, Subject: signInEmail.subject },
    }),
    MfaConfiguration: mfa,
    ...(firstFactors.includes("WEB_AUTHN") && {
      WebAuthnConfiguration: {
        RelyingPartyId: relyingPartyOf(settings),
        UserVerification: passkeys.userVerification,
        FactorConfiguration: passkeys.isMultiFactor ? "MULTI_FACTOR_WITH_USER_VERIFICATION" : "SINGLE_FACTOR",
      },
    }),
  };
}
