import type { Pool } from "../pool";
import type { Input } from "../request";
import { readAccessToken } from "../tokens/access-tokens";
import { removeUser } from "../users";

export function deleteUser(pool: Pool, input: Input) {
  removeUser(pool, readAccessToken(pool, input.AccessToken).user.username);
  return {};
}
