import { forAdministrators } from "../operation";
import { NAMED_PROVIDER, namedProvider, withoutProvider } from "./identity-provider";

/** Who has come by it keeps the account. */
export const deleteIdentityProvider = forAdministrators(
  "DeleteIdentityProvider",
  NAMED_PROVIDER,
  (pool, input) => {
    pool.change({ identityProviders: withoutProvider(pool, namedProvider(pool, input)) });
    return {};
  },
);
