import { relyingPartyOf } from "../../passkeys/relying-party";
import { NAMED_POOL } from "../input/members";
import { forAdministrators } from "../operation";

export const getUserPoolMfaConfig = forAdministrators("GetUserPoolMfaConfig", NAMED_POOL, (pool) => {
  const { mfa, mfaKinds, signInSms, firstFactors, passkeys } = pool.settings;
  return {
    ...(mfaKinds.includes("SMS_MFA") && {
      SmsMfaConfiguration: { SmsAuthenticationMessage: signInSms },
    }),
    SoftwareTokenMfaConfiguration: { Enabled: mfaKinds.includes("SOFTWARE_TOKEN_MFA") },
    MfaConfiguration: mfa,
    ...(firstFactors.includes("WEB_AUTHN") && {
      WebAuthnConfiguration: {
        RelyingPartyId: relyingPartyOf(pool.settings),
        UserVerification: passkeys.userVerification,
        FactorConfiguration: passkeys.isMultiFactor ? "MULTI_FACTOR_WITH_USER_VERIFICATION" : "SINGLE_FACTOR",
      },
    }),
  };
});
