import { membersOf, withoutGroup } from "../group-members";
import { namedGroup } from "../group-request";
import type { Pool } from "../pool";
import type { Input } from "../request";

/** A group of the same name that comes later starts without members. */
export function deleteGroup(pool: Pool, input: Input) {
  const { name } = namedGroup(pool, input);
  for (const { username } of membersOf(pool, name)) withoutGroup(pool, username, name);
  pool.groups.delete(name);
  return {};
}
