import { listAttributes, readable } from "../attributes";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { readAccessToken } from "../tokens/access-tokens";

export function getUser(pool: Pool, input: Input) {
  const { user, client } = readAccessToken(pool, input.AccessToken);
  return {
    Username: user.username,
    UserAttributes: listAttributes(readable(user.attributes, client)),
    ...(user.mfa.preferred !== undefined && { PreferredMfaSetting: user.mfa.preferred }),
    ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
  };
}
