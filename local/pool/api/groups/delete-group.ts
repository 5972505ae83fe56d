import { forAdministrators } from "../operation";
import { membersOf, NAMED_GROUP, namedGroup, withoutGroup } from "./group";

/** A group of the same name that comes later starts without members. */
export const deleteGroup = forAdministrators("DeleteGroup", NAMED_GROUP, (pool, input) => {
  const { name } = namedGroup(pool, input);
  for (const { username } of membersOf(pool, name)) withoutGroup(pool, username, name);
  pool.groups.delete(name);
  return {};
});
