import { NAMED_POOL, PAGE_TOKEN } from "../input/members";
import { whole, word } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";

export const listUserPoolClients = forAdministrators(
  "ListUserPoolClients",
  {
    ...NAMED_POOL,
    MaxResults: whole(1, 60),
    NextToken: PAGE_TOKEN,
    ClientType: word("REGULAR", "DCR"),
  },
  (pool, input) => {
    // DCR stands for clients that registered themselves. There are none here.
    const asked = input.ClientType === "DCR" ? [] : pool.clients.values();
    const { items, next } = pageOf(asked, ({ id }) => id, input);
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
