import { requireUser } from "../../users/users";
import { ADMINISTERED, PAGE_LIMIT, PAGE_TOKEN } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { groupShape } from "./group";

export const adminListGroupsForUser = forAdministrators(
  "AdminListGroupsForUser",
  { ...ADMINISTERED, Limit: PAGE_LIMIT, NextToken: PAGE_TOKEN },
  (pool, input) => {
    const user = requireUser(pool, input.Username);
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
