import type { Pool } from "../pool";
import type { Input } from "../request";
import { signOutEverywhere } from "../sign-out";
import { readAccessToken } from "../tokens/access-tokens";

export function globalSignOut(pool: Pool, input: Input) {
  signOutEverywhere(pool, readAccessToken(pool, input.AccessToken).user.username);
  return {};
}
