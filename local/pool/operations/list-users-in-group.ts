import { membersOf } from "../group-members";
import { namedGroup } from "../group-request";
import { pageOf, readLimit } from "../paging";
import type { Pool } from "../pool";
import { type Input, optionalText } from "../request";
import { orderOfUsers, userShape } from "../user-shape";

export function listUsersInGroup(pool: Pool, input: Input) {
  const { name } = namedGroup(pool, input);
  const request = { limit: readLimit(input, "Limit"), token: optionalText(input, "NextToken") };
  const { items, next } = pageOf(membersOf(pool, name), orderOfUsers, request);
  return {
    Users: items.map((user) => userShape(user)),
    ...(next !== undefined && { NextToken: next }),
  };
}
