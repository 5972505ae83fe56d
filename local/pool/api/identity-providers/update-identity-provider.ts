import { forAdministrators } from "../operation";
import {
  checkDetails,
  checkProvider,
  NAMED_PROVIDER,
  namedProvider,
  PROVIDER_SETTINGS,
  providerShape,
  withoutProvider,
} from "./identity-provider";

const INPUT = { ...NAMED_PROVIDER, ...PROVIDER_SETTINGS };

/** Settings that are left out stay as they are. A setting that is given replaces the whole earlier value. */
export const updateIdentityProvider = forAdministrators("UpdateIdentityProvider", INPUT, (pool, input) => {
  const provider = namedProvider(pool, input);
  const { ProviderDetails: details = provider.details } = input;
  checkDetails(provider.type, details);
  checkProvider(pool, provider.name, input);
  const updated = {
    ...provider,
    details,
    attributeMapping: input.AttributeMapping ?? provider.attributeMapping,
    identifiers: input.IdpIdentifiers ?? provider.identifiers,
    modifiedAt: pool.now().toISOString(),
  };
  pool.change({ identityProviders: [...withoutProvider(pool, provider), updated] });
  return { IdentityProvider: providerShape(pool, updated) };
});
