import { setPreference } from "../../mfa/preference";
import { ADMINISTERED, MFA_PREFERENCE } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";

export const adminSetUserMfaPreference = operation({ ...ADMINISTERED, ...MFA_PREFERENCE }, (pool, input) => {
  setPreference(pool, administeredUser(pool, input), input, {
    SMS_MFA: "User does not have delivery config set to turn on SMS_MFA",
    SOFTWARE_TOKEN_MFA: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
  });
  return {};
});
