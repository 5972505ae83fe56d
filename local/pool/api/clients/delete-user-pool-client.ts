import { requireClient } from "../calling-client";
import { forAdministrators } from "../operation";
import { NAMED_CLIENT } from "./client-settings";

/** The client's tokens stop working as well, because every check of a token looks up its client. */
export const deleteUserPoolClient = forAdministrators("DeleteUserPoolClient", NAMED_CLIENT, (pool, input) => {
  pool.clients.delete(requireClient(pool, input).id);
  return {};
});
