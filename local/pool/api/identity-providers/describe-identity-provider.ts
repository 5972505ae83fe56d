import { forAdministrators } from "../operation";
import { NAMED_PROVIDER, namedProvider, providerShape } from "./identity-provider";

export const describeIdentityProvider = forAdministrators(
  "DescribeIdentityProvider",
  NAMED_PROVIDER,
  (pool, input) => ({ IdentityProvider: providerShape(pool, namedProvider(pool, input)) }),
);
