import { CognitoError, invalidParameter } from "../errors";
import { required, textMap, word } from "../input/shapes";
import { forAdministrators } from "../operation";
import {
  checkDetails,
  checkProvider,
  NAMED_PROVIDER,
  PROVIDER_SETTINGS,
  providerShape,
} from "./identity-provider";

const INPUT = {
  ...NAMED_PROVIDER,
  ...PROVIDER_SETTINGS,
  ProviderType: required(word("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC")),
  ProviderDetails: required(textMap),
};

/** Only providers of these types have a name of their own. All others are named after their type. */
const OF_FREE_NAME = ["SAML", "OIDC"];

export const createIdentityProvider = forAdministrators("CreateIdentityProvider", INPUT, (pool, input) => {
  const { ProviderName: name, ProviderType: type, ProviderDetails: details } = input;
  const { id, identityProviders } = pool.settings;
  if (!OF_FREE_NAME.includes(type) && name !== type)
    throw invalidParameter(`Provider ${name} cannot be of type ${type}.`);
  if (identityProviders.some((provider) => provider.name === name))
    throw new CognitoError("DuplicateProviderException", `${name} already exists in user pool ${id}`);
  checkDetails(type, details);
  checkProvider(pool, name, input);
  const createdAt = pool.now().toISOString();
  const provider = {
    name,
    type,
    details,
    // Without a mapping, the user name comes from the provider's identifier of the person.
    attributeMapping: { username: SUBJECT_OF[type] ?? "sub", ...input.AttributeMapping },
    identifiers: input.IdpIdentifiers ?? [],
    createdAt,
    modifiedAt: createdAt,
  };
  pool.change({ identityProviders: [...identityProviders, provider] });
  return { IdentityProvider: providerShape(pool, provider) };
});

const SUBJECT_OF: Readonly<Record<string, string>> = {
  Facebook: "id",
  LoginWithAmazon: "user_id",
};
