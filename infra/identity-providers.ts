import { PROVIDER_CLAIMS } from "../shared/tenants/provider-claims";
import { parameterValue, type TemplatePart, type Variables } from "./framework";
import { logicalIdOf, type ProviderEntry } from "./parameters/identity-providers";

type WithSecret = Extract<ProviderEntry, { readonly secret: string }>;

/**
 * Secrets stay in Secrets Manager; the template only says where CloudFormation finds them. It looks again when this text differs,
 * so a new value of a secret comes in by its version.
 */
const secretValue = ({ secret, secretVersion }: WithSecret, key: string) =>
  `{{resolve:secretsmanager:${secret}:SecretString:${key}${secretVersion === undefined ? "" : `::${secretVersion}`}}}`;

const credentials = (provider: WithSecret) => ({
  client_id: secretValue(provider, "client_id"),
  client_secret: secretValue(provider, "client_secret"),
});

function detailsOf(provider: ProviderEntry): Readonly<Record<string, string>> {
  switch (provider.type) {
    case "SAML":
      return { MetadataURL: provider.metadataUrl };
    case "OIDC":
      return {
        ...credentials(provider),
        oidc_issuer: provider.issuer,
        attributes_request_method: "GET",
        authorize_scopes: "openid email profile",
      };
    case "Google":
      return { ...credentials(provider), authorize_scopes: "openid email profile" };
    case "Facebook":
      return { ...credentials(provider), authorize_scopes: "public_profile,email" };
    case "SignInWithApple":
      return {
        client_id: secretValue(provider, "services_id"),
        team_id: secretValue(provider, "team_id"),
        key_id: secretValue(provider, "key_id"),
        private_key: secretValue(provider, "private_key"),
        authorize_scopes: "email name",
      };
  }
}

const configured = (variables: Variables) => parameterValue(variables, "identityProviders");

export async function resources(variables: Variables): Promise<TemplatePart> {
  const retainData = await parameterValue(variables, "retainData");
  const policy = await variables.resolveVariable(`self:custom.retention.${retainData}.policy`);
  const providers = await configured(variables);
  return {
    Resources: Object.fromEntries(
      providers.map((provider) => [
        logicalIdOf(provider),
        {
          Type: "AWS::Cognito::UserPoolIdentityProvider",
          DeletionPolicy: policy,
          UpdateReplacePolicy: policy,
          Properties: {
            UserPoolId: { Ref: "CognitoUserPoolUsers" },
            ProviderName: provider.name,
            ProviderType: provider.type,
            ProviderDetails: detailsOf(provider),
            AttributeMapping: PROVIDER_CLAIMS[provider.type],
            ...(provider.identifiers !== undefined && { IdpIdentifiers: provider.identifiers }),
          },
        },
      ]),
    ),
  };
}

export const supported = async (variables: Variables) => [
  "COGNITO",
  ...(await configured(variables)).map(({ name }) => name),
];

/** Cognito refuses a client that names a provider or a scope which does not exist yet. */
export const neededByClient = async (variables: Variables) => [
  "ApiResourceServer",
  ...(await configured(variables)).map(logicalIdOf),
];
