import { readStack } from "../../../local/stack/stack";
import { packageFolder, readTemplate } from "../../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "../../infra/packaged-stages";

const SEED = "seed";
// What a boundary leaves of the roles' rights, only its policy in the account says.
const { permissionsBoundary, ...WITHOUT_BOUNDARY } = EVERYTHING_ON;
const IMITATED = { ...WITHOUT_BOUNDARY, restApi: "off", threatProtection: "off" };
const dev = readStack(packageFolder(), { seed: SEED });

const TABLE = { indexes: [], ttlAttribute: undefined, hasStream: false };
/** What other systems hear of. */
const TOLD = { ...TABLE, hasStream: true };
const text = (attribute: string) => ({ attribute, type: "S" });
const index = (name: string, hash: string, range: string) => ({
  name,
  key: { hash: text(hash), range: text(range) },
  projection: "ALL",
  included: [],
});

test("the stack of the stage dev is imitated, and what has no effect is noted", () => {
  expect(dev.notes).toEqual([
    "access logs",
    "deletion policies",
    "deletion protection of tables",
    "deployment packages",
    "descriptions",
    "encryption of queues",
    "encryption of tables",
    "how long queues keep messages",
    "log groups",
    "outputs for other stacks",
    "permissions to call functions",
    "point-in-time recovery",
    "processor architecture",
    "roles",
    "the deployment bucket",
    "throttling and metrics of routes",
  ]);
  expect([dev.name, dev.service, dev.stage, dev.region]).toEqual([
    "cognito-triggers-dev",
    "cognito-triggers",
    "dev",
    "eu-central-1",
  ]);
});

test("the pool is the one of the template", () => {
  const { schema, verificationTemplates, invitationTemplates, triggerArns, ...pool } = dev.pool;
  expect(pool).toEqual({
    id: dev.pool.id,
    arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${dev.pool.id}`,
    name: "cognito-triggers-dev",
    region: "eu-central-1",
    tier: "ESSENTIALS",
    usernameAttributes: ["email"],
    aliasAttributes: [],
    caseSensitive: false,
    tags: {},
    autoVerified: ["email"],
    verifiedBeforeUpdate: ["email"],
    recovery: ["verified_email"],
    passwordPolicy: {
      minimumLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: false,
      temporaryPasswordValidityDays: 7,
    },
    mfa: "OPTIONAL",
    mfaKinds: ["SOFTWARE_TOKEN_MFA"],
    onlyAdministratorsCreate: false,
    signInSms: "Example: {####} is your code. Do not share it with anyone.",
    sendsThroughSes: false,
    emailSendingAccount: "COGNITO_DEFAULT",
    emailFrom: "no-reply@verificationemail.com",
    triggers: {
      InboundFederation: "inbound-federation",
      PreSignUp: "pre-sign-up",
      PostConfirmation: "post-confirmation",
      PreAuthentication: "pre-authentication",
      PostAuthentication: "post-authentication",
      PreTokenGeneration: "pre-token-generation",
      UserMigration: "user-migration",
      CustomMessage: "custom-message",
    },
    tokenTriggerVersion: "V2_0",
    firstFactors: ["PASSWORD"],
    passkeys: { isMultiFactor: false, relyingPartyId: undefined, userVerification: "preferred" },
    signInEmail: { subject: "Your authentication code", email: "Your authentication code is {####}. " },
    deletionProtected: false,
    issuerType: "ORIGINAL",
  });
  expect(triggerArns).toMatchObject({
    PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:cognito-triggers-dev-pre-sign-up",
  });
  const attribute = (name: string, changes: object) => ({
    name,
    type: "String",
    mutable: false,
    required: false,
    minLength: 1,
    ...changes,
  });
  expect(schema.filter(({ name }) => name === "email" || name.startsWith("custom:"))).toEqual([
    attribute("email", { mutable: true, required: true, minLength: 0, maxLength: 2048 }),
    attribute("custom:tenant_id", { maxLength: 64 }),
    attribute("custom:role", { maxLength: 32 }),
    attribute("custom:legacy_id", { maxLength: 256 }),
  ]);
  expect(verificationTemplates.email).toContain("{####}");
  expect(invitationTemplates).toEqual({
    subject: "Your temporary password",
    email: expect.stringMatching(/\{username\}.*\{####\}/s),
    sms: "Example: user name {username}, temporary password {####}",
  });
});

test("the web client is the one of the template", () => {
  expect(dev.clients).toEqual([
    {
      id: dev.outputs.WebClientId,
      name: "web",
      secret: undefined,
      authFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      readAttributes: [
        "email",
        "email_verified",
        "name",
        "given_name",
        "family_name",
        "locale",
        "phone_number",
        "phone_number_verified",
      ],
      writeAttributes: ["email", "name", "given_name", "family_name", "locale", "phone_number"],
      hidesExistence: true,
      revocable: true,
      rotation: undefined,
      sessionSeconds: 180,
      tokenValidity: {
        AccessToken: { amount: 60, unit: "minutes" },
        IdToken: { amount: 60, unit: "minutes" },
        RefreshToken: { amount: 30, unit: "days" },
      },
      usesOauth: true,
      oauthFlows: ["code"],
      oauthScopes: [
        "openid",
        "email",
        "profile",
        "aws.cognito.signin.user.admin",
        "api/profile.read",
        "api/profile.write",
        "api/members.read",
        "api/members.manage",
        "api/tenants.read",
        "api/tenants.manage",
      ],
      callbackUrls: ["http://localhost:3000/signed-in"],
      logoutUrls: ["http://localhost:3000/signed-out"],
      defaultRedirectUri: undefined,
      identityProviders: ["COGNITO"],
    },
  ]);
});

test("tables have the names by which the commands find them", () => {
  expect(dev.tables).toEqual([
    {
      ...TOLD,
      id: "PeopleTable",
      name: "cognito-triggers-dev-PeopleTable",
      key: { hash: text("sub"), range: text("item") },
      indexes: [
        index("membersByName", "tenantId", "nameKey"),
        index("membersByAddress", "tenantId", "addressKey"),
        index("membersByPlaceAndName", "place", "nameKey"),
        index("membersByPlaceAndAddress", "place", "addressKey"),
      ],
    },
    {
      ...TOLD,
      id: "TenantsTable",
      name: "cognito-triggers-dev-TenantsTable",
      key: { hash: text("id") },
      indexes: [index("byListing", "listing", "sortKey"), index("byListingAndId", "listing", "id")],
    },
    {
      ...TOLD,
      id: "InvitationsTable",
      name: "cognito-triggers-dev-InvitationsTable",
      key: { hash: text("email"), range: text("tenantId") },
      indexes: [index("byTenant", "tenantId", "listKey")],
      ttlAttribute: "expiresAt",
    },
    {
      ...TABLE,
      id: "AuditTable",
      name: "cognito-triggers-dev-AuditTable",
      key: { hash: text("tenantId"), range: text("id") },
      ttlAttribute: "expiresAt",
    },
    {
      ...TABLE,
      id: "MigrationsTable",
      name: "cognito-triggers-dev-MigrationsTable",
      key: { hash: text("legacyId") },
    },
    {
      ...TABLE,
      id: "LegacyUsersTable",
      name: "cognito-triggers-dev-LegacyUsersTable",
      key: { hash: text("login") },
    },
    {
      ...TABLE,
      id: "AttemptsTable",
      name: "cognito-triggers-dev-AttemptsTable",
      key: { hash: text("key") },
      ttlAttribute: "expiresAt",
    },
  ]);
});

test("a function has its environment in values, and all that have a key for pseudonyms the same", () => {
  expect(dev.functions.map(({ name }) => name)).toEqual([
    "pre-sign-up",
    "user-migration",
    "post-confirmation",
    "pre-authentication",
    "post-authentication",
    "pre-token-generation",
    "custom-message",
    "domain-events",
    "api-auth",
    "api-profile",
    "api-passkeys",
    "api-memberships",
    "api-invitations",
    "api-members",
    "api-tenant",
    "api-audit",
    "api-tenants",
    "api-people",
    "api-clients",
    "inbound-federation",
    "panel",
    "api-sessions",
    "stack-records",
  ]);
  const keys = new Set(dev.functions.flatMap(({ environment }) => environment.PSEUDONYM_KEY ?? []));
  expect([...keys]).toEqual([expect.stringMatching(/^[0-9A-Za-z]{48}$/)]);
  expect(dev.functions.find(({ name }) => name === "pre-authentication")).toEqual({
    name: "pre-authentication",
    handler: "functions/pre-authentication/index.handler",
    file: `${packageFolder()}/functions/pre-authentication.js`,
    environment: {
      STAGE: "dev",
      PSEUDONYM_KEY: [...keys][0],
      SIGN_IN: "open",
      ALLOWED_CLIENTS: "any",
      SIGN_IN_THROTTLE: "30/15m",
      ATTEMPTS_TABLE: "cognito-triggers-dev-AttemptsTable",
    },
    timeoutSeconds: 5,
    memoryMb: 512,
    reservedConcurrency: undefined,
  });
});

test("outputs are what a deployment would print", () => {
  expect(dev.outputs).toMatchObject({
    Region: "eu-central-1",
    UserPoolId: dev.pool.id,
    PeopleTableName: "cognito-triggers-dev-PeopleTable",
  });
  expect(Object.keys(dev.outputs)).toEqual(Object.keys(readTemplate().Outputs as object));
});

test("groups and scopes are those of the template", () => {
  expect(dev.groups).toEqual([
    {
      name: "operators",
      description: "Staff of the operator, in no tenant's service",
      precedence: undefined,
      roleArn: undefined,
    },
  ]);
  expect(
    dev.resourceServers.map(({ identifier, name, scopes }) => [
      identifier,
      name,
      scopes.map((scope) => scope.name),
    ]),
  ).toEqual([
    [
      "api",
      "API",
      ["profile.read", "profile.write", "members.read", "members.manage", "tenants.read", "tenants.manage"],
    ],
  ]);
});

test("what is off is not there", () => {
  expect([dev.domain, dev.identityProviders]).toEqual([undefined, []]);
});

test("the API has the routes of the functions, and takes the tokens of the pool's web client", () => {
  const { httpApi: api, pool, clients } = dev;
  expect(api?.cors).toMatchObject({ allowOrigins: ["http://localhost:3000"], allowCredentials: false });
  expect(api?.authorizers).toEqual([
    {
      id: expect.any(String),
      name: "people",
      issuer: `https://cognito-idp.eu-central-1.amazonaws.com/${pool.id}`,
      audience: [clients.find(({ name }) => name === "web")?.id],
    },
  ]);
  const routes = api?.routes.map(({ key, integration, authorization }) => [
    key,
    integration.functionName,
    authorization?.authorizerId === api.authorizers[0]?.id,
  ]);
  expect(routes).toEqual(
    expect.arrayContaining([
      ["POST /auth/sign-in", "api-auth", false],
      ["POST /auth/change-password", "api-auth", true],
      ["GET /profile", "api-profile", true],
    ]),
  );
  expect(dev.outputs.ApiUrl).toBe(`https://${api?.domainName}`);
});

test("a stack with everything on but a REST API is imitated, too", async () => {
  const folder = await packageService("--stage", "full", ...asArguments(IMITATED));
  const full = readStack(folder, { seed: SEED });
  expect(full.notes).toEqual(
    [
      ...dev.notes,
      "AWS WAF",
      "alarms",
      "the domain of the API",
      "blocks of public access, which nothing gives here",
      "dashboards",
      "log settings",
      "saved queries of the log",
      "tracing",
      "the certificate of the domain",
      "the look of the sign-in pages",
      "encryption of environments",
      "encryption of events",
      "encryption of files",
      "encryption of secrets",
      "encryption of users",
      "lifecycle rules of files, which stay until they are deleted",
      "secrets of BravoOidcIdentityProvider",
      "secrets of FacebookIdentityProvider",
      "secrets of GoogleIdentityProvider",
      "secrets of SignInWithAppleIdentityProvider",
      "the ownership of files",
      "the sender of e-mail",
      "the sender of text messages",
      "versions of files, of which only the newest is kept",
      "warm throughput",
    ].sort(),
  );
  expect(full.pool).toMatchObject({
    mfa: "ON",
    mfaKinds: ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"],
    sendsThroughSes: true,
    emailSendingAccount: "DEVELOPER",
    emailFrom: "Example <login@example.com>",
    tokenTriggerVersion: "V3_0",
    deletionProtected: true,
  });
  expect(full.domain).toEqual({ domain: "login.acme.example", isPrefix: false });
  expect(full.outputs.CustomDomainTarget).toMatch(/^d[a-z0-9]{13}\.cloudfront\.net$/);
  expect(full.outputs.Domain).toBe("example-login.auth.eu-central-1.amazoncognito.com");
  expect(full.clients.find(({ name }) => name === "machine")).toMatchObject({
    secret: expect.stringMatching(/^[0-9a-z]{51}$/),
    authFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    oauthFlows: ["client_credentials"],
    readAttributes: ["email"],
    writeAttributes: ["email"],
  });
  const desk = full.clients.find(({ name }) => name === "desk");
  expect(desk).toMatchObject({
    id: full.outputs.DeskWebClientId,
    callbackUrls: ["https://desk.acme.example/signed-in", "com.acme.desk://signed-in"],
  });
  expect(full.httpApi?.authorizers[0]?.audience).toContain(desk?.id);
  expect(full.functions.find(({ name }) => name === "api-profile")?.environment).toMatchObject({
    CLIENT_ID: full.outputs.WebClientId,
    API_CLIENTS: desk?.id,
  });
  expect(full.identityPool?.providers.map(({ clientId }) => clientId)).toEqual([
    full.outputs.WebClientId,
    desk?.id,
  ]);
  expect(full.clients.find(({ name }) => name === "web")?.identityProviders).toEqual([
    "COGNITO",
    "AcmeSaml",
    "BravoOidc",
    "Google",
    "Facebook",
    "SignInWithApple",
  ]);
  expect(full.identityProviders.map(({ name, type }) => [name, type])).toEqual([
    ["AcmeSaml", "SAML"],
    ["BravoOidc", "OIDC"],
    ["Google", "Google"],
    ["Facebook", "Facebook"],
    ["SignInWithApple", "SignInWithApple"],
  ]);
  expect(full.identityProviders[1]).toEqual({
    name: "BravoOidc",
    type: "OIDC",
    details: {
      client_id: "{{resolve:secretsmanager:full/bravo:SecretString:client_id}}",
      client_secret: "{{resolve:secretsmanager:full/bravo:SecretString:client_secret}}",
      oidc_issuer: "https://login.bravo.example",
      attributes_request_method: "GET",
      authorize_scopes: "openid email profile",
    },
    attributeMapping: { email: "email", name: "name", given_name: "given_name", family_name: "family_name" },
    identifiers: [],
  });
  expect(full.functions.find(({ name }) => name === "user-migration")).toMatchObject({
    memoryMb: 1_024,
    reservedConcurrency: 20,
  });
});
