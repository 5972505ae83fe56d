import { forAdministrators } from "../operation";
import { membersOf, NAMED_GROUP, namedGroup, withoutGroup } from "./group";

/** The members leave the group as well, so a later group of the same name starts without members. */
export const deleteGroup = forAdministrators("DeleteGroup", NAMED_GROUP, (pool, input) => {
  const { name } = namedGroup(pool, input);
  for (const { username } of membersOf(pool, name)) withoutGroup(pool, username, name);
  pool.groups.delete(name);
  return {};
});
