import { administeredUser } from "../administered-user";
import { withoutGroup } from "../group-members";
import { namedGroup } from "../group-request";
import type { Pool } from "../pool";
import type { Input } from "../request";

/** To remove somebody who is no member is no mistake. */
export function adminRemoveUserFromGroup(pool: Pool, input: Input) {
  const { username, groups } = administeredUser(pool, input);
  const { name } = namedGroup(pool, input);
  if (groups.includes(name)) withoutGroup(pool, username, name);
  return {};
}
