import { forAdministrators } from "../operation";
import { GROUP, groupSettings, groupShape, namedGroup } from "./group";

/** Settings that are left out stay as they are. */
export const updateGroup = forAdministrators("UpdateGroup", GROUP, (pool, input) => {
  const group = namedGroup(pool, input);
  const { description, precedence, roleArn } = groupSettings(input);
  const updated = pool.groups.put(group.name, {
    ...group,
    description: description ?? group.description,
    precedence: precedence ?? group.precedence,
    roleArn: roleArn ?? group.roleArn,
    modifiedAt: pool.now().toISOString(),
  });
  return { Group: groupShape(pool, updated) };
});
