import { invalidParameter, notSimulated } from "../errors";
import { NAMED_POOL, PLAIN_TEXT } from "../input/members";
import { flag, part } from "../input/shapes";
import { forAdministrators } from "../operation";
import { mfaConfig } from "./mfa-config";
import { MFA_MODE, SMS_MESSAGE, SMS_SENDER } from "./pool-input";

const INPUT = {
  ...NAMED_POOL,
  MfaConfiguration: MFA_MODE,
  SmsMfaConfiguration: part({ SmsAuthenticationMessage: SMS_MESSAGE, SmsConfiguration: SMS_SENDER }),
  SoftwareTokenMfaConfiguration: part({ Enabled: flag }),
  EmailMfaConfiguration: part({ Message: PLAIN_TEXT, Subject: PLAIN_TEXT }),
  WebAuthnConfiguration: part({ RelyingPartyId: PLAIN_TEXT, UserVerification: PLAIN_TEXT }),
};

/** A kind of factor that is left out is switched off; without a mode, the present one stays. */
export const setUserPoolMfaConfig = forAdministrators("SetUserPoolMfaConfig", INPUT, (pool, input) => {
  const { SmsMfaConfiguration: sms, SoftwareTokenMfaConfiguration: app } = input;
  if (input.EmailMfaConfiguration !== undefined)
    throw notSimulated("EmailMfaConfiguration of SetUserPoolMfaConfig");
  if (input.WebAuthnConfiguration !== undefined)
    throw notSimulated("WebAuthnConfiguration of SetUserPoolMfaConfig");
  const { settings } = pool;
  const mfa = input.MfaConfiguration ?? settings.mfa;
  const mfaKinds = [
    ...(app?.Enabled ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(sms === undefined ? [] : (["SMS_MFA"] as const)),
  ];
  if (mfa === "OFF" && mfaKinds.length > 0)
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
  if (mfa === "ON" && mfaKinds.length === 0)
    throw invalidParameter(
      "Invalid MFA configuration given, can't disable all MFAs with a required MFA configuration.",
    );
  pool.change({ mfa, mfaKinds, signInSms: sms?.SmsAuthenticationMessage ?? settings.signInSms });
  return mfaConfig(pool);
});
