import { invalidParameter } from "../errors";
import { NAMED_POOL } from "../input/members";
import { flag, part, text, word } from "../input/shapes";
import { forAdministrators } from "../operation";
import { mfaConfig } from "./mfa-config";
import { EMAIL_MESSAGE, EMAIL_SUBJECT, MFA_MODE, SMS_MESSAGE, SMS_SENDER } from "./pool-input";

const INPUT = {
  ...NAMED_POOL,
  MfaConfiguration: MFA_MODE,
  SmsMfaConfiguration: part({ SmsAuthenticationMessage: SMS_MESSAGE, SmsConfiguration: SMS_SENDER }),
  SoftwareTokenMfaConfiguration: part({ Enabled: flag }),
  EmailMfaConfiguration: part({ Message: EMAIL_MESSAGE, Subject: EMAIL_SUBJECT }),
  WebAuthnConfiguration: part({
    RelyingPartyId: text({ shortest: 1, longest: 63 }),
    UserVerification: word("required", "preferred"),
    FactorConfiguration: word("SINGLE_FACTOR", "MULTI_FACTOR_WITH_USER_VERIFICATION"),
  }),
};

/**
 * A kind of factor that is left out is switched off. The mode and the settings of passkeys stay if they are left
 * out.
 */
export const setUserPoolMfaConfig = forAdministrators("SetUserPoolMfaConfig", INPUT, (pool, input) => {
  const {
    SmsMfaConfiguration: sms,
    SoftwareTokenMfaConfiguration: app,
    EmailMfaConfiguration: email,
    WebAuthnConfiguration: passkeys,
  } = input;
  const { settings } = pool;
  const mfa = input.MfaConfiguration ?? settings.mfa;
  const mfaKinds = [
    ...(app?.Enabled ? (["SOFTWARE_TOKEN_MFA"] as const) : []),
    ...(sms === undefined ? [] : (["SMS_MFA"] as const)),
    ...(email === undefined ? [] : (["EMAIL_OTP"] as const)),
  ];
  if (mfa === "OFF" && mfaKinds.length > 0)
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
    );
  if (mfa === "ON" && mfaKinds.length === 0)
    throw invalidParameter(
      "Invalid MFA configuration given, can't disable all MFAs with a required MFA configuration.",
    );
  if (email !== undefined && !settings.sendsThroughSes)
    throw invalidParameter(
      "Invalid MFA configuration given, email MFA requires a pool that sends through Amazon SES.",
    );
  pool.change({
    mfa,
    mfaKinds,
    senders: { ...settings.senders, sms: sms?.SmsConfiguration ?? settings.senders?.sms },
    signInSms: sms?.SmsAuthenticationMessage ?? settings.signInSms,
    signInEmail: {
      subject: email?.Subject ?? settings.signInEmail.subject,
      email: email?.Message ?? settings.signInEmail.email,
    },
    passkeys: {
      relyingPartyId: passkeys?.RelyingPartyId ?? settings.passkeys.relyingPartyId,
      userVerification: passkeys?.UserVerification ?? settings.passkeys.userVerification,
      isMultiFactor:
        passkeys?.FactorConfiguration === undefined
          ? settings.passkeys.isMultiFactor
          : passkeys.FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION",
    },
  });
  return mfaConfig(pool);
});
