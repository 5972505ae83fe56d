import { pageOf, readLimit } from "../paging";
import type { Pool } from "../pool";
import { checkPoolId, type Input, optionalText } from "../request";

export function listUserPoolClients(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const request = { limit: readLimit(input, "MaxResults", 1), token: optionalText(input, "NextToken") };
  const { items, next } = pageOf(pool.clients.values(), ({ id }) => id, request);
  return {
    UserPoolClients: items.map(({ id, name }) => ({
      ClientId: id,
      UserPoolId: pool.settings.id,
      ClientName: name,
    })),
    ...(next !== undefined && { NextToken: next }),
  };
}
