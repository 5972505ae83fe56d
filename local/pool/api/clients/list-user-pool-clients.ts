import { PAGE_TOKEN, USER_POOL_ID } from "../input/members";
import { required, whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";

export const listUserPoolClients = forAdministrators(
  "ListUserPoolClients",
  { UserPoolId: required(USER_POOL_ID), MaxResults: whole(1, 60), NextToken: PAGE_TOKEN },
  (pool, input) => {
    const request = { limit: input.MaxResults, token: input.NextToken };
    const { items, next } = pageOf(pool.clients.values(), ({ id }) => id, request);
    return {
      UserPoolClients: items.map(({ id, name }) => ({
        ClientId: id,
        UserPoolId: pool.settings.id,
        ClientName: name,
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
);
