import { PAGE_LIMIT, PAGE_TOKEN, USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { groupShape } from "./group";

export const listGroups = forAdministrators(
  "ListGroups",
  { UserPoolId: required(USER_POOL_ID), Limit: PAGE_LIMIT, NextToken: PAGE_TOKEN },
  (pool, input) => {
    const request = { limit: input.Limit, token: input.NextToken };
    const { items, next } = pageOf(pool.groups.values(), ({ name }) => name, request);
    return {
      Groups: items.map((group) => groupShape(pool, group)),
      ...(next !== undefined && { NextToken: next }),
    };
  },
);
