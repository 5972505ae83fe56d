import { checkPoolId } from "../calling-client";
import { groupExists } from "../errors";
import { operation } from "../operation";
import { GROUP, groupSettings } from "./group";
import { groupShape } from "./group-shape";

export const createGroup = operation(GROUP, (pool, input) => {
  checkPoolId(pool, input);
  const { GroupName: name } = input;
  if (pool.groups.get(name) !== undefined) throw groupExists();
  const now = pool.now().toISOString();
  const group = pool.groups.put(name, { name, ...groupSettings(input), createdAt: now, modifiedAt: now });
  return { Group: groupShape(pool, group) };
});
