import { namedClient } from "../client-request";
import type { Pool } from "../pool";
import type { Input } from "../request";

/** Its tokens go with it: whoever checks one asks for the client that it names. */
export function deleteUserPoolClient(pool: Pool, input: Input) {
  pool.clients.delete(namedClient(pool, input).id);
  return {};
}
