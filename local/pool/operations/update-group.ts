import { namedGroup, readGroup } from "../group-request";
import { groupShape } from "../group-shape";
import type { Pool } from "../pool";
import type { Input } from "../request";

/** What is left out stays as it is. */
export function updateGroup(pool: Pool, input: Input) {
  const group = namedGroup(pool, input);
  const { description, precedence, roleArn } = readGroup(input);
  const updated = pool.groups.put(group.name, {
    ...group,
    description: description ?? group.description,
    precedence: precedence ?? group.precedence,
    roleArn: roleArn ?? group.roleArn,
    modifiedAt: pool.now().toISOString(),
  });
  return { Group: groupShape(pool, updated) };
}
