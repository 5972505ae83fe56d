import { operation } from "../operation";
import { NAMED_CLIENT, namedClient } from "./client-settings";

/** Its tokens go with it: whoever checks one asks for the client that it names. */
export const deleteUserPoolClient = operation(NAMED_CLIENT, (pool, input) => {
  pool.clients.delete(namedClient(pool, input).id);
  return {};
});
