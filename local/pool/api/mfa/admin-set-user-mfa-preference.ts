import { setPreference } from "../../mfa/preference";
import { requireUser } from "../../users/users";
import { ADMINISTERED, MFA_PREFERENCE } from "../input/members";
import { forAdministrators } from "../operation";

export const adminSetUserMfaPreference = forAdministrators(
  "AdminSetUserMFAPreference",
  { ...ADMINISTERED, ...MFA_PREFERENCE },
  (pool, input) => {
    setPreference(pool, requireUser(pool, input.Username), input, {
      SMS_MFA: "User does not have delivery config set to turn on SMS_MFA",
      EMAIL_OTP: "User does not have delivery config set to turn on EMAIL_OTP",
      SOFTWARE_TOKEN_MFA: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    });
    return {};
  },
);
