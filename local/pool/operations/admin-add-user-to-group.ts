import { administeredUser } from "../administered-user";
import { namedGroup } from "../group-request";
import type { Pool } from "../pool";
import type { Input } from "../request";
import { updateUser } from "../users";

/** To add somebody twice is no mistake. */
export function adminAddUserToGroup(pool: Pool, input: Input) {
  const { username, groups } = administeredUser(pool, input);
  const { name } = namedGroup(pool, input);
  if (!groups.includes(name)) updateUser(pool, username, (user) => ({ groups: [...user.groups, name] }));
  return {};
}
