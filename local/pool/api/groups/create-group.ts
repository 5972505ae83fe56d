import { groupExists } from "../errors";
import { forAdministrators } from "../operation";
import { GROUP, groupSettings, groupShape } from "./group";

export const createGroup = forAdministrators("CreateGroup", GROUP, (pool, input) => {
  const { GroupName: name } = input;
  if (pool.groups.get(name) !== undefined) throw groupExists();
  const now = pool.now().toISOString();
  const group = pool.groups.put(name, { name, ...groupSettings(input), createdAt: now, modifiedAt: now });
  return { Group: groupShape(pool, group) };
});
