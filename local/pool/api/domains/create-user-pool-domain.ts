import { invalidParameter } from "../errors";
import { forAccounts, requirePool } from "../operation";
import { DOMAIN, domainAnswer, domainOf, ownerOf } from "./domain";

/** From now on, the pool has sign-in pages and the endpoints of OAuth, at its own address. */
export const createUserPoolDomain = forAccounts("CreateUserPoolDomain", DOMAIN, (pools, input) => {
  const pool = requirePool(pools, input);
  const domain = domainOf(input);
  if (ownerOf(pools, domain.domain) !== undefined)
    throw invalidParameter("Domain already associated with another user pool.");
  if (pool.settings.domain !== undefined)
    throw invalidParameter(`User pool already has a domain configured: ${pool.settings.domain.domain}.`);
  pool.change({ domain });
  return domainAnswer(domain);
});
