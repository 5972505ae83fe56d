import { setPreference } from "../../mfa/preference";
import { readAccessToken } from "../../tokens/access-tokens";
import { MFA_PREFERENCE, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const setUserMfaPreference = forApps(
  "SetUserMFAPreference",
  { ...MFA_PREFERENCE, AccessToken: required(TOKEN) },
  (pool, input) => {
    const { user } = readAccessToken(pool, input.AccessToken);
    setPreference(pool, user, input, {
      SMS_MFA: "User does not have a phone_number set to turn on SMS MFA",
      EMAIL_OTP: "User does not have a verified email set to turn on EMAIL_OTP",
      SOFTWARE_TOKEN_MFA: "User has not verified software token mfa",
    });
    return {};
  },
);
