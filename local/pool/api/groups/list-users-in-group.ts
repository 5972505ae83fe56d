import { PAGE_LIMIT, PAGE_TOKEN } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { orderOfUsers, userShape } from "../users/user-shape";
import { membersOf, NAMED_GROUP, namedGroup } from "./group";

export const listUsersInGroup = forAdministrators(
  "ListUsersInGroup",
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
