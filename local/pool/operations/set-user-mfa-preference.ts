import { setPreference } from "../mfa/preference";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { readAccessToken } from "../tokens/access-tokens";

export function setUserMfaPreference(pool: Pool, input: Input) {
  const { user } = readAccessToken(pool, input.AccessToken);
  setPreference(pool, user, input, {
    SMS_MFA: "User does not have a phone_number set to turn on SMS MFA",
    SOFTWARE_TOKEN_MFA: "User has not verified software token mfa",
  });
  return {};
}
