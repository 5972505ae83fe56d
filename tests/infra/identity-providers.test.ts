import type { Variables } from "../../infra/framework";
import { resources } from "../../infra/identity-providers";
import { PARAMETERS } from "../../infra/parameters";
import { mistakeOf } from "../../infra/parameters/parameter";
import { providers } from "../../infra/stack-records";
import { readTemplate } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";

const mistakesIn = (providers: unknown) => mistakeOf(() => PARAMETERS.identityProviders.read(providers));

function configured(identityProviders: unknown): Variables {
  const values: Readonly<Record<string, unknown>> = {
    "param:identityProviders": identityProviders,
    "param:retainData": "yes",
    "self:custom.retention.yes.policy": "Retain",
  };
  return { resolveVariable: async (address) => values[address] };
}

const saml = { name: "AcmeSaml", type: "SAML", metadataUrl: "https://idp.acme.example/metadata" };
const oidc = { name: "BravoOidc", type: "OIDC", issuer: "https://login.bravo.example", secret: "prod/bravo" };
const google = { name: "Google", type: "Google", secret: "prod/google" };

const provider = (name: string, type: string, details: object, attributes: object) => ({
  Type: "AWS::Cognito::UserPoolIdentityProvider",
  DeletionPolicy: "Retain",
  UpdateReplacePolicy: "Retain",
  Properties: {
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    ProviderName: name,
    ProviderType: type,
    ProviderDetails: details,
    AttributeMapping: attributes,
  },
});

test("no provider is no resource, and nothing to bind", async () => {
  expect(await resources(configured([]))).toEqual({ Resources: {} });
  expect(await providers(configured([]))).toEqual([]);
});

test("a SAML provider is known by its metadata", async () => {
  const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
  expect(await resources(configured([saml]))).toEqual({
    Resources: {
      AcmeSamlIdentityProvider: provider(
        "AcmeSaml",
        "SAML",
        { MetadataURL: "https://idp.acme.example/metadata" },
        {
          email: `${claims}/emailaddress`,
          name: `${claims}/name`,
          given_name: `${claims}/givenname`,
          family_name: `${claims}/surname`,
        },
      ),
    },
  });
});

test("an OIDC provider is known by its issuer, and its credentials stay in Secrets Manager", async () => {
  expect(await resources(configured([oidc]))).toEqual({
    Resources: {
      BravoOidcIdentityProvider: provider(
        "BravoOidc",
        "OIDC",
        {
          client_id: "{{resolve:secretsmanager:prod/bravo:SecretString:client_id}}",
          client_secret: "{{resolve:secretsmanager:prod/bravo:SecretString:client_secret}}",
          oidc_issuer: "https://login.bravo.example",
          attributes_request_method: "GET",
          authorize_scopes: "openid email profile",
        },
        { email: "email", name: "name", given_name: "given_name", family_name: "family_name" },
      ),
    },
  });
});

test("the social providers have Cognito's own names, and Apple four credentials", async () => {
  const secret = (name: string, key: string) => `{{resolve:secretsmanager:${name}:SecretString:${key}}}`;
  const apple = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/apple-AbCdEf";
  const parameter = JSON.stringify([
    google,
    { name: "Facebook", type: "Facebook", secret: "prod/facebook" },
    { name: "SignInWithApple", type: "SignInWithApple", secret: apple },
  ]);
  expect(await resources(configured(parameter))).toEqual({
    Resources: {
      GoogleIdentityProvider: provider(
        "Google",
        "Google",
        {
          client_id: secret("prod/google", "client_id"),
          client_secret: secret("prod/google", "client_secret"),
          authorize_scopes: "openid email profile",
        },
        { email: "email", name: "name", given_name: "given_name", family_name: "family_name" },
      ),
      FacebookIdentityProvider: provider(
        "Facebook",
        "Facebook",
        {
          client_id: secret("prod/facebook", "client_id"),
          client_secret: secret("prod/facebook", "client_secret"),
          authorize_scopes: "public_profile,email",
        },
        { email: "email", name: "name", given_name: "first_name", family_name: "last_name" },
      ),
      SignInWithAppleIdentityProvider: provider(
        "SignInWithApple",
        "SignInWithApple",
        {
          client_id: secret(apple, "services_id"),
          team_id: secret(apple, "team_id"),
          key_id: secret(apple, "key_id"),
          private_key: secret(apple, "private_key"),
          authorize_scopes: "email name",
        },
        { email: "email", given_name: "firstName", family_name: "lastName" },
      ),
    },
  });
});

test("clients may call a provider by an identifier, and one of the developer's own runs beside the pool", async () => {
  const entry = { ...oidc, issuer: "http://127.0.0.1:4000", identifiers: ["bravo.example"] };
  expect(mistakesIn([entry])).toBeUndefined();
  const { Resources } = await resources(configured([entry]));
  expect(Resources?.BravoOidcIdentityProvider?.Properties).toMatchObject({
    ProviderDetails: { oidc_issuer: "http://127.0.0.1:4000" },
    IdpIdentifiers: ["bravo.example"],
  });
});

test("what a provider says is trimmed by the pool's first trigger, where the stage wants it", async () => {
  const stage = async (providerClaims: string) =>
    readTemplate(await packageService("--stage", "prod", ...asArguments({ providerClaims }))).Resources;
  const { CognitoUserPoolUsers: pool, InboundDashfederationLambdaPermission: permission } =
    await stage("mapped");
  const trigger = { "Fn::GetAtt": ["InboundDashfederationLambdaFunction", "Arn"] };
  expect(pool?.Properties.LambdaConfig).toMatchObject({
    InboundFederation: { LambdaArn: trigger, LambdaVersion: "V1_0" },
    PreSignUp: { "Fn::GetAtt": ["PreDashsignDashupLambdaFunction", "Arn"] },
  });
  const { PreDashsignDashupLambdaPermissionCognitoUserPoolUsersTriggerSourcePreSignUp: like } =
    readTemplate().Resources;
  expect(permission?.Properties).toEqual({ ...like?.Properties, FunctionName: trigger });
  const ids = Object.keys(await stage("all"));
  expect(ids.filter((id) => id.startsWith("Inbound"))).toEqual([]);
});

test("pre sign-up may link accounts where the stage wants it, by a policy that makes no cycle", async () => {
  const { Resources } = readTemplate(
    await packageService(
      "--stage",
      "prod",
      ...asArguments({ providerClaims: "mapped", accountLinking: "on" }),
    ),
  );
  expect(Resources.AccountLinkingPolicy?.Properties).toMatchObject({
    Roles: [{ Ref: "PreSignUpRole" }],
    PolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Action: [
            "cognito-idp:AdminGetUser",
            "cognito-idp:AdminListGroupsForUser",
            "cognito-idp:AdminLinkProviderForUser",
          ],
          Resource: { "Fn::GetAtt": ["CognitoUserPoolUsers", "Arn"] },
        },
      ],
    },
  });
  expect(Resources.AccountLinkingAuthorityPolicy?.Properties).toMatchObject({
    Roles: [{ Ref: "InboundFederationRole" }],
    PolicyDocument: {
      Statement: [
        {
          Effect: "Allow",
          Action: ["dynamodb:GetItem"],
          Resource: [{ "Fn::GetAtt": ["TenantsTable", "Arn"] }],
        },
      ],
    },
  });
  expect(Object.keys(readTemplate().Resources).filter((id) => id.startsWith("AccountLinking"))).toEqual([]);
});

test("the stack says which tenant a provider stands for, and whose addresses it proves", async () => {
  const parameter = [{ ...saml, tenant: "acme", authoritativeFor: ["acme.example"] }, google];
  expect(await providers(configured(parameter))).toEqual([
    { name: "AcmeSaml", tenantId: "acme", authoritativeFor: ["acme.example"] },
    { name: "Google", authoritativeFor: [] },
  ]);
});

test("more providers than an environment would hold are packaged, and stand in no environment", async () => {
  const names = Array.from({ length: 60 }, (_, number) => `Customer${number}`);
  const parameter = names.map((name) => ({
    ...saml,
    name,
    tenant: name.toLowerCase(),
    authoritativeFor: Array.from({ length: 4 }, (_, number) => `mail${number}.${name.toLowerCase()}.example`),
  }));
  const parameters = asArguments({ domainPrefix: "example-login", identityProviders: parameter });
  const { Resources } = readTemplate(await packageService("--stage", "dev", ...parameters));
  expect(Resources.StackRecords?.Properties.providers).toHaveLength(60);
  for (const { Type, Properties } of Object.values(Resources))
    if (Type === "AWS::Lambda::Function") expect(JSON.stringify(Properties)).not.toContain("customer");
});

test("there may be as many providers as a pool takes", async () => {
  const names = Array.from({ length: 300 }, (_, number) => `Customer${number}`);
  const parameter = names.map((name) => ({
    ...saml,
    name,
    tenant: name.toLowerCase(),
    authoritativeFor: [`${name.toLowerCase()}.example`],
  }));
  expect(mistakesIn(parameter)).toBeUndefined();
  expect((await providers(configured(parameter))).map(({ name }) => name)).toEqual(names);
});

test.each<[string, unknown, string]>([
  ["something that is no list", "Google", '"Google" is not valid; allowed: a list of identity providers'],
  ["an entry that is no object", ["Google"], "entry 1 must have keys such as name and type"],
  [
    "an unknown type",
    [{ ...saml, type: "LDAP" }],
    "AcmeSaml: type must be one of SAML, OIDC, Google, Facebook, SignInWithApple",
  ],
  [
    "an unknown key",
    [{ ...saml, tennant: "acme" }],
    "AcmeSaml: unknown key tennant; a SAML provider has name, type, metadataUrl, tenant, authoritativeFor, identifiers",
  ],
  ["a missing address", [{ name: "AcmeSaml", type: "SAML" }], "AcmeSaml: metadataUrl is missing"],
  ["a missing secret", [{ ...google, secret: undefined }], "Google: secret is missing"],
  [
    "an address without TLS",
    [{ ...saml, metadataUrl: "http://idp.acme.example" }],
    "AcmeSaml: metadataUrl must be an https address",
  ],
  [
    "an issuer without TLS that is not on this computer",
    [{ ...oidc, issuer: "http://localhost.evil.example" }],
    "BravoOidc: issuer must be an https address, or http on this computer",
  ],
  [
    "identifiers that are no list",
    [{ ...saml, identifiers: "acme.example" }],
    "AcmeSaml: identifiers must be a list of at most 50 words, such as the domain of its people",
  ],
  [
    "an identifier of two providers",
    [
      { ...saml, identifiers: ["acme.example"] },
      { ...oidc, identifiers: ["acme.example"] },
    ],
    "BravoOidc: another provider has the identifier acme.example",
  ],
  [
    "a secret in plain text",
    [{ ...google, secret: "client_id: 1, client_secret: 2" }],
    "Google: secret must be the name or ARN of a secret in Secrets Manager",
  ],
  [
    "an underscore in the name",
    [{ ...saml, name: "Acme_Saml" }],
    "Acme_Saml: a name has 3 to 32 letters, digits and hyphens, no underscore and no space",
  ],
  [
    "a space in the name",
    [{ ...saml, name: "Acme Saml" }],
    "Acme Saml: a name has 3 to 32 letters, digits and hyphens, no underscore and no space",
  ],
  [
    "no name",
    [google, { ...saml, name: undefined }],
    "entry 2: a name has 3 to 32 letters, digits and hyphens, no underscore and no space",
  ],
  [
    "a name that is Cognito's",
    [{ ...saml, name: "google" }],
    "google: Cognito keeps this name for a provider of its own",
  ],
  [
    "another name for a social provider",
    [{ ...google, name: "MyGoogle" }],
    "MyGoogle: the name of a Google provider must be Google",
  ],
  [
    "the same name twice, in any case",
    [saml, { ...oidc, name: "acmesaml" }],
    "acmesaml: there is another provider of this name",
  ],
  [
    "the reserved tenant",
    [{ ...saml, tenant: "platform" }],
    "AcmeSaml: tenant must be 2 to 63 lower-case letters, digits and hyphens, not starting with a hyphen, and not platform",
  ],
  [
    "a tenant with a capital letter",
    [{ ...saml, tenant: "Acme" }],
    "AcmeSaml: tenant must be 2 to 63 lower-case letters, digits and hyphens, not starting with a hyphen, and not platform",
  ],
  [
    "a domain with a capital letter",
    [{ ...saml, authoritativeFor: ["acme.example", "Acme.example"] }],
    'AcmeSaml: authoritativeFor: "Acme.example" is not a plain lower-case domain such as acme.example',
  ],
  [
    "a domain that is no list",
    [{ ...saml, authoritativeFor: "acme.example" }],
    "AcmeSaml: authoritativeFor must be a list of e-mail domains",
  ],
])("%s is refused by name", (_, providers, mistake) => {
  expect(mistakesIn(providers)).toBe(mistake);
});

test("every mistake is named at once", () => {
  expect(
    mistakesIn([
      { ...saml, name: "A", metadataUrl: "idp" },
      { ...google, secret: undefined },
    ]),
  ).toBe(
    "A: a name has 3 to 32 letters, digits and hyphens, no underscore and no space; " +
      "A: metadataUrl must be an https address; Google: secret is missing",
  );
});
