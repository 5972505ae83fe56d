import { PAGE_LIMIT, PAGE_TOKEN } from "../input/members";
import { operation } from "../operation";
import { pageOf } from "../paging";
import { orderOfUsers, userShape } from "../users/user-shape";
import { NAMED_GROUP, namedGroup } from "./group";
import { membersOf } from "./members";

export const listUsersInGroup = operation(
  { ...NAMED_GROUP, Limit: PAGE_LIMIT, NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { name } = namedGroup(pool, input);
    const request = { limit: input.Limit, token: input.NextToken };
    const { items, next } = pageOf(membersOf(pool, name), orderOfUsers, request);
    return {
      Users: items.map((user) => userShape(user)),
      ...(next !== undefined && { NextToken: next }),
    };
  },
);
