import { groupExists } from "../errors";
import { readGroup } from "../group-request";
import { groupShape } from "../group-shape";
import type { Pool } from "../pool";
import { checkPoolId, type Input, requireText } from "../request";

export function createGroup(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const name = requireText(input, "GroupName", 128);
  const settings = readGroup(input);
  if (pool.groups.get(name) !== undefined) throw groupExists();
  const now = pool.now().toISOString();
  const group = pool.groups.put(name, { name, ...settings, createdAt: now, modifiedAt: now });
  return { Group: groupShape(pool, group) };
}
