import { requireClient } from "../calling-client";
import { forAdministrators } from "../operation";
import { NAMED_CLIENT } from "./client-settings";

/** Its tokens go with it: whoever checks one asks for the client that it names. */
export const deleteUserPoolClient = forAdministrators("DeleteUserPoolClient", NAMED_CLIENT, (pool, input) => {
  pool.clients.delete(requireClient(pool, input).id);
  return {};
});
