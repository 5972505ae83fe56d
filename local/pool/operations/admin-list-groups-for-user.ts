import { administeredUser } from "../administered-user";
import { groupShape } from "../group-shape";
import { pageOf, readLimit } from "../paging";
import type { Pool } from "../pool";
import { type Input, optionalText } from "../request";

export function adminListGroupsForUser(pool: Pool, input: Input) {
  const user = administeredUser(pool, input);
  const request = { limit: readLimit(input, "Limit"), token: optionalText(input, "NextToken") };
  const groups = pool.groups.values().filter(({ name }) => user.groups.includes(name));
  const { items, next } = pageOf(groups, ({ name }) => name, request);
  return {
    Groups: items.map((group) => groupShape(pool, group)),
    ...(next !== undefined && { NextToken: next }),
  };
}
