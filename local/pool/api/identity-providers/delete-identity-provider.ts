import { forAdministrators } from "../operation";
import { NAMED_PROVIDER, namedProvider, withoutProvider } from "./identity-provider";

/** People who have signed in through the provider keep their accounts. */
export const deleteIdentityProvider = forAdministrators(
  "DeleteIdentityProvider",
  NAMED_PROVIDER,
  (pool, input) => {
    pool.change({ identityProviders: withoutProvider(pool, namedProvider(pool, input)) });
    return {};
  },
);
