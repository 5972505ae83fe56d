import { forAdministrators } from "../operation";
import { NAMED_DOMAIN, requireDomain } from "./domain";

export const deleteUserPoolDomain = forAdministrators("DeleteUserPoolDomain", NAMED_DOMAIN, (pool, input) => {
  requireDomain(pool, input);
  pool.change({ domain: undefined });
  return {};
});
