import { resourceNotFound } from "../errors";
import { NAMED_POOL } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { IDENTIFIER, providerShape } from "./identity-provider";

export const getIdentityProviderByIdentifier = forAdministrators(
  "GetIdentityProviderByIdentifier",
  { ...NAMED_POOL, IdpIdentifier: required(IDENTIFIER) },
  (pool, { IdpIdentifier: identifier }) => {
    const provider = pool.settings.identityProviders.find(({ identifiers }) =>
      identifiers.includes(identifier),
    );
    if (provider === undefined)
      throw resourceNotFound(`Identity provider with the identifier ${identifier} does not exist.`);
    return { IdentityProvider: providerShape(pool, provider) };
  },
);
