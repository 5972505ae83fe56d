import { ADMINISTERED, PAGE_LIMIT, PAGE_TOKEN } from "../input/members";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { administeredUser } from "../users/administered-user";
import { groupShape } from "./group-shape";

export const adminListGroupsForUser = operation(
  { ...ADMINISTERED, Limit: PAGE_LIMIT, NextToken: PAGE_TOKEN },
  (pool, input) => {
    const user = administeredUser(pool, input);
    const groups = pool.groups.values().filter(({ name }) => user.groups.includes(name));
    const { items, next } = pageOf(groups, ({ name }) => name, {
      limit: input.Limit,
      token: input.NextToken,
    });
    return {
      Groups: items.map((group) => groupShape(pool, group)),
      ...(next !== undefined && { NextToken: next }),
    };
  },
);
