import { administeredUser } from "../administered-user";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { signOutEverywhere } from "../sign-out";

export function adminUserGlobalSignOut(pool: Pool, input: Input) {
  signOutEverywhere(pool, administeredUser(pool, input).username);
  return {};
}
