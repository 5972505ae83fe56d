import { setPreference } from "../mfa/preference";
import type { Pool } from "../pool";
import { checkPoolId, type Input, requireText } from "../request";
import { requireUser } from "../users";

export function adminSetUserMfaPreference(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const user = requireUser(pool, requireText(input, "Username", 128));
  setPreference(pool, user, input, {
    SMS_MFA: "User does not have delivery config set to turn on SMS_MFA",
    SOFTWARE_TOKEN_MFA: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
  });
  return {};
}
