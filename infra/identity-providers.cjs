const { isDomain, isPlain, isTenantId, readJson } = require("./rules.cjs");

/*
 * The parameter identityProviders, a list in serverless.yml or JSON on the command line:
 *
 *   identityProviders:
 *     - name: AcmeSaml
 *       type: SAML
 *       metadataUrl: https://idp.acme.example/metadata
 *       tenant: acme                       # everybody who comes through it belongs to this tenant
 *       authoritativeFor: [acme.example]   # the e-mail domains for which its word is proof
 *     - { name: BravoOidc, type: OIDC, issuer: "https://login.bravo.example", secret: prod/bravo, tenant: bravo }
 *     - { name: Google, type: Google, secret: prod/google }
 *
 * A secret is the name or ARN of one in Secrets Manager, a JSON object with client_id and client_secret, for Apple with
 * services_id, team_id, key_id and private_key.
 */

/** Secrets stay in Secrets Manager; the template only says where CloudFormation finds them. */
const secretValue = ({ secret }, key) => `{{resolve:secretsmanager:${secret}:SecretString:${key}}}`;

const credentials = (provider) => ({
  client_id: secretValue(provider, "client_id"),
  client_secret: secretValue(provider, "client_secret"),
});

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";

/**
 * The kinds of provider. `keys` are those an entry must have besides name and type; `attributes` are the claims from which
 * Cognito fills the pool's. That a provider calls an address verified is never taken over, and no custom attribute is.
 */
const TYPES = {
  SAML: {
    keys: ["metadataUrl"],
    details: ({ metadataUrl }) => ({ MetadataURL: metadataUrl }),
    attributes: {
      email: `${CLAIMS}/emailaddress`,
      name: `${CLAIMS}/name`,
      given_name: `${CLAIMS}/givenname`,
      family_name: `${CLAIMS}/surname`,
    },
  },
  OIDC: {
    keys: ["issuer", "secret"],
    details: (provider) => ({
      ...credentials(provider),
      oidc_issuer: provider.issuer,
      attributes_request_method: "GET",
      authorize_scopes: "openid email profile",
    }),
    attributes: { email: "email", name: "name", given_name: "given_name", family_name: "family_name" },
  },
  Google: {
    fixedName: true,
    keys: ["secret"],
    details: (provider) => ({ ...credentials(provider), authorize_scopes: "openid email profile" }),
    attributes: { email: "email", name: "name", given_name: "given_name", family_name: "family_name" },
  },
  Facebook: {
    fixedName: true,
    keys: ["secret"],
    details: (provider) => ({ ...credentials(provider), authorize_scopes: "public_profile,email" }),
    attributes: { email: "email", name: "name", given_name: "first_name", family_name: "last_name" },
  },
  SignInWithApple: {
    fixedName: true,
    keys: ["secret"],
    details: (provider) => ({
      client_id: secretValue(provider, "services_id"),
      team_id: secretValue(provider, "team_id"),
      key_id: secretValue(provider, "key_id"),
      private_key: secretValue(provider, "private_key"),
      authorize_scopes: "email name",
    }),
    attributes: { email: "email", given_name: "firstName", family_name: "lastName" },
  },
};

const SOCIAL = Object.keys(TYPES).filter((type) => TYPES[type].fixedName);
const RESERVED_NAMES = ["cognito", "loginwithamazon", ...SOCIAL.map((name) => name.toLowerCase())];

const isHttps = (value) => typeof value === "string" && /^https:\/\/[^\s/?#]+(\/[^\s#]*)?$/.test(value);

/** What each key of an entry may hold. */
const KEYS = {
  metadataUrl: (value) => (isHttps(value) ? undefined : "metadataUrl must be an https address"),
  issuer: (value) => (isHttps(value) ? undefined : "issuer must be an https address"),
  secret: (value) =>
    typeof value === "string" &&
    /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}$/.test(value)
      ? undefined
      : "secret must be the name or ARN of a secret in Secrets Manager",
  tenant: (value) =>
    isTenantId(value)
      ? undefined
      : "tenant must be 2 to 63 lower-case letters, digits and hyphens, not starting with a hyphen, and not platform",
  authoritativeFor: (value) => {
    if (!Array.isArray(value)) return "authoritativeFor must be a list of e-mail domains";
    const wrong = value.find((domain) => !isDomain(domain));
    return wrong === undefined
      ? undefined
      : `authoritativeFor: ${JSON.stringify(wrong)} is not a plain lower-case domain such as acme.example`;
  },
};

const OPTIONAL_KEYS = ["tenant", "authoritativeFor"];

/** Lambda has 4 KB for all environment values of a function together. */
const LONGEST_ENVIRONMENT = 3 * 1024;

/** All mistakes of the list, each with the name of its entry. */
function mistakesOf(providers) {
  if (!Array.isArray(providers)) return ["must be a list of identity providers"];
  const seen = new Set();
  const mistakes = providers.flatMap((provider, index) => {
    if (!isPlain(provider)) return [`entry ${index + 1} must have keys such as name and type`];
    const label = typeof provider.name === "string" && provider.name ? provider.name : `entry ${index + 1}`;
    const found = mistakesOfEntry(provider);
    const id = logicalIdOf(provider).toLowerCase();
    if (found.length === 0 && seen.has(id)) found.push("there is another provider of this name");
    seen.add(id);
    return found.map((mistake) => `${label}: ${mistake}`);
  });
  if (mistakes.length === 0 && Buffer.byteLength(environmentOf(providers)) > LONGEST_ENVIRONMENT)
    return [
      `tenants and domains of all providers together must not be longer than ${LONGEST_ENVIRONMENT} bytes as JSON`,
    ];
  return mistakes;
}

function mistakesOfEntry(provider) {
  const { name, type } = provider;
  if (typeof type !== "string" || !Object.hasOwn(TYPES, type))
    return [`type must be one of ${Object.keys(TYPES).join(", ")}`];
  const { keys, fixedName } = TYPES[type];
  const known = ["name", "type", ...keys, ...OPTIONAL_KEYS];
  return [
    ...nameMistakes(name, type, fixedName),
    ...keys.filter((key) => provider[key] === undefined).map((key) => `${key} is missing`),
    ...Object.keys(provider)
      .filter((key) => !known.includes(key))
      .map((key) => `unknown key ${key}; a ${type} provider has ${known.join(", ")}`),
    ...Object.keys(KEYS)
      .filter((key) => known.includes(key) && provider[key] !== undefined)
      .flatMap((key) => KEYS[key](provider[key]) ?? []),
  ];
}

function nameMistakes(name, type, fixedName) {
  if (fixedName) return name === type ? [] : [`the name of a ${type} provider must be ${type}`];
  if (typeof name !== "string" || !/^[A-Za-z0-9][A-Za-z0-9-]{1,30}[A-Za-z0-9]$/.test(name))
    return ["a name has 3 to 32 letters, digits and hyphens, no underscore and no space"];
  return RESERVED_NAMES.includes(name.toLowerCase())
    ? ["Cognito keeps this name for a provider of its own"]
    : [];
}

const logicalIdOf = ({ name }) => `${String(name).replace(/[^A-Za-z0-9]/g, "")}IdentityProvider`;

const resourceOf = (provider, policy) => ({
  Type: "AWS::Cognito::UserPoolIdentityProvider",
  DeletionPolicy: policy,
  UpdateReplacePolicy: policy,
  Properties: {
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: TYPES[provider.type].details(provider),
    AttributeMapping: TYPES[provider.type].attributes,
  },
});

/** What the triggers know of the providers: whom they bring to which tenant, and whose addresses they prove. */
const environmentOf = (providers) =>
  JSON.stringify(
    Object.fromEntries(
      providers.map(({ name, tenant, authoritativeFor = [] }) => [
        name,
        { ...(tenant !== undefined && { tenantId: tenant }), authoritativeFor },
      ]),
    ),
  );

async function configured({ resolveVariable }) {
  const providers = readJson(await resolveVariable("param:identityProviders"));
  const mistakes = mistakesOf(providers);
  if (mistakes.length > 0) throw new Error(`identityProviders: ${mistakes.join("; ")}`);
  return providers;
}

module.exports = {
  mistakesOf,
  environmentOf,
  resources: async (variables) => {
    const retainData = await variables.resolveVariable("param:retainData");
    const policy = await variables.resolveVariable(`self:custom.retention.${retainData}.policy`);
    return {
      Resources: Object.fromEntries(
        (await configured(variables)).map((provider) => [
          logicalIdOf(provider),
          resourceOf(provider, policy),
        ]),
      ),
    };
  },
  supported: async (variables) => ["COGNITO", ...(await configured(variables)).map(({ name }) => name)],
  /** Cognito refuses a client that names a provider or a scope which does not exist yet. */
  neededByClient: async (variables) => [
    "ApiResourceServer",
    ...(await configured(variables)).map(logicalIdOf),
  ],
  environment: async (variables) => environmentOf(await configured(variables)),
};
