import { administeredUser } from "../administered-user";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { signOutEverywhere } from "../sign-out";
import { updateUser } from "../users";

/** Tokens of before are gone for good: to be enabled again does not bring them back. */
export function adminDisableUser(pool: Pool, input: Input) {
  const { username } = administeredUser(pool, input);
  signOutEverywhere(pool, username);
  updateUser(pool, username, () => ({ enabled: false }));
  return {};
}
