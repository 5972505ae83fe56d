import { operation } from "../operation";
import { NAMED_GROUP, namedGroup } from "./group";
import { membersOf, withoutGroup } from "./members";

/** A group of the same name that comes later starts without members. */
export const deleteGroup = operation(NAMED_GROUP, (pool, input) => {
  const { name } = namedGroup(pool, input);
  for (const { username } of membersOf(pool, name)) withoutGroup(pool, username, name);
  pool.groups.delete(name);
  return {};
});
