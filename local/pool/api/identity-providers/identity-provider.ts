import type { Pool } from "../../pool";
import type { IdentityProviderSettings } from "../../settings";
import { epochSeconds } from "../epoch-seconds";
import { CognitoError, invalidParameter, notSimulated, resourceNotFound } from "../errors";
import { NAMED_POOL, PROVIDER_NAME } from "../input/members";
import { type InputOf, list, required, text, textMap } from "../input/shapes";

export const NAMED_PROVIDER = { ...NAMED_POOL, ProviderName: required(PROVIDER_NAME) };

export const IDENTIFIER = text({ shortest: 1, longest: 40, pattern: "[\\w\\s+=.@-]+" });

/** The settings of a provider that can be changed. */
export const PROVIDER_SETTINGS = {
  ProviderDetails: textMap,
  AttributeMapping: textMap,
  IdpIdentifiers: list(IDENTIFIER, 50),
  AcrMapping: textMap,
};
type Settings = InputOf<typeof PROVIDER_SETTINGS>;

/**
 * The details that a provider needs: at least one of each inner list. The endpoints of OIDC are not required,
 * because the issuer's own document names them.
 */
const REQUIRED_DETAILS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  SAML: [["MetadataURL", "MetadataFile"]],
  OIDC: [["client_id"], ["attributes_request_method"], ["oidc_issuer"], ["authorize_scopes"]],
  Google: [["client_id"], ["client_secret"], ["authorize_scopes"]],
  Facebook: [["client_id"], ["client_secret"], ["authorize_scopes"]],
  LoginWithAmazon: [["client_id"], ["client_secret"], ["authorize_scopes"]],
  SignInWithApple: [["client_id"], ["team_id"], ["key_id"], ["private_key"], ["authorize_scopes"]],
};

export function checkDetails(type: string, details: Readonly<Record<string, string>>): void {
  for (const names of REQUIRED_DETAILS[type] ?? [])
    if (names.every((name) => (details[name] ?? "") === ""))
      throw invalidParameter(`${names.join(" or ")} is required in the provider details of ${type}.`);
}

/** Checks that the mapped attributes exist in the pool, and that no other provider has one of the identifiers. */
export function checkProvider(
  { settings }: Pool,
  name: string,
  { AttributeMapping = {}, IdpIdentifiers = [], AcrMapping }: Settings,
): void {
  if (AcrMapping !== undefined) throw notSimulated("AcrMapping of an identity provider");
  const known = ["username", ...settings.schema.map((attribute) => attribute.name)];
  const unknown = Object.keys(AttributeMapping).find((attribute) => !known.includes(attribute));
  if (unknown !== undefined)
    throw invalidParameter(`Invalid attribute mapping: ${unknown} is not an attribute of the user pool.`);
  for (const provider of settings.identityProviders)
    for (const identifier of provider.identifiers)
      if (provider.name !== name && IdpIdentifiers.includes(identifier))
        throw new CognitoError(
          "DuplicateProviderException",
          `The identifier ${identifier} already exists in user pool ${settings.id}`,
        );
}

export function namedProvider(
  { settings }: Pool,
  { ProviderName: name }: InputOf<typeof NAMED_PROVIDER>,
): IdentityProviderSettings {
  const provider = settings.identityProviders.find((candidate) => candidate.name === name);
  if (provider === undefined) throw resourceNotFound(`Identity provider ${name} does not exist.`);
  return provider;
}

export const withoutProvider = ({ settings }: Pool, { name }: IdentityProviderSettings) =>
  settings.identityProviders.filter((candidate) => candidate.name !== name);

/** A provider as lists show it. */
export const providerDescription = (pool: Pool, provider: IdentityProviderSettings) => ({
  ProviderName: provider.name,
  ProviderType: provider.type,
  LastModifiedDate: epochSeconds(provider.modifiedAt ?? pool.createdAt),
  CreationDate: epochSeconds(provider.createdAt ?? pool.createdAt),
});

export const providerShape = (pool: Pool, provider: IdentityProviderSettings) => ({
  ...providerDescription(pool, provider),
  UserPoolId: pool.settings.id,
  ProviderDetails: provider.details,
  AttributeMapping: provider.attributeMapping,
  IdpIdentifiers: provider.identifiers,
});
