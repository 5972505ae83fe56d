import { NAMED_POOL, PAGE_TOKEN } from "../input/members";
import { whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";

export const listUserPoolClients = forAdministrators(
  "ListUserPoolClients",
  { ...NAMED_POOL, MaxResults: whole(1, 60), NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { items, next } = pageOf(pool.clients.values(), ({ id }) => id, input);
    return {
      UserPoolClients: items.map(({ id, name }) => ({
        ClientId: id,
        UserPoolId: pool.settings.id,
        ClientName: name,
      })),
      NextToken: next,
    };
  },
);
