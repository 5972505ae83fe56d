import { groupShape } from "../group-shape";
import { pageOf, readLimit } from "../paging";
import type { Pool } from "../pool";
import { checkPoolId, type Input, optionalText } from "../request";

export function listGroups(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const request = { limit: readLimit(input, "Limit"), token: optionalText(input, "NextToken") };
  const { items, next } = pageOf(pool.groups.values(), ({ name }) => name, request);
  return {
    Groups: items.map((group) => groupShape(pool, group)),
    ...(next !== undefined && { NextToken: next }),
  };
}
