import { PARAMETERS } from "../../infra/parameters";
import { problemsOf, type WrittenParameters } from "../../infra/parameters/problems";
import { readTemplate } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService, runServerless } from "./packaged-stages";

type Values = Readonly<Record<string, unknown>>;

/** The defaults of serverless.yml, as far as a test cares: one valid value for every parameter. */
const VALID: Values = {
  ...EVERYTHING_ON,
  signUpPolicy: "invited",
  publicTenant: "public",
  signUpUrl: "https://app.example.com/sign-up",
  invitationSecret: "required",
  allowedEmailDomains: "any",
  deniedEmailDomains: "none",
  disposableEmail: "refuse",
  signIn: "open",
  allowedClients: "any",
  signInThrottle: "30/15m",
  legacySource: { kind: "dynamodb" },
  legacyVpc: "none",
  legacyEmails: "by-row",
  legacyForgotPassword: "on",
  weakLegacyPasswords: "accept",
  legacyPasswords: { ceilings: { bcryptCost: 13 } },
  migrationThrottle: "10/15m",
  migrationFloor: 1000,
  passwordMinLength: 12,
  passwordRequires: "lowercase,uppercase,number",
  passkeyUserVerification: "preferred",
  rememberDevices: "off",
  deviceMfa: "off",
  // The updated one goes with neither a REST API nor an identity pool.
  issuer: "original",
  apiIdentifier: "api",
  accessTokenMinutes: 60,
  refreshTokenDays: 30,
  callbackUrls: "https://app.example.com/signed-in",
  logoutUrls: "https://app.example.com/signed-out",
  // Of the stack's own pool alone.
  webClients: {},
  corsOrigins: "https://app.example.com",
  apiClients: "none",
  apiRequestsPerSecond: 50,
  apiBurst: 100,
  emailFormat: "html",
  defaultLanguage: "en",
  existingPool: "eu-central-1_a1B2c3D4e",
  existingClient: "4existingclient00000000000",
  poolAttachment: "deployment",
  replaceTriggers: "PreSignUp,CustomMessage",
  unregisteredClients: "refuse",
  existingSmsRole: "arn:aws:iam::123456789012:role/service-role/sms",
  retainData: "yes",
  rollout: "canary",
  auditDays: 365,
  monitoring: "on",
  alarmRefusals: 300,
  alarmTopic: "arn:aws:sns:eu-central-1:123456789012:alarms",
  logRetentionDays: 90,
  memory: 512,
  warmThroughput: "off",
  userMigrationMemory: 1024,
};

const problems = (commandLine: Values) =>
  problemsOf({ stage: "dev", blocks: { default: VALID }, commandLine });

test("a valid value for every parameter is no problem", () => {
  expect(Object.keys(VALID).sort()).toEqual(Object.keys(PARAMETERS).sort());
  expect(problems({})).toEqual([]);
});

test("a misspelt parameter is named with its place and the nearest name, in every stage's block", () => {
  expect(
    problemsOf({
      stage: "dev",
      blocks: { default: VALID, prod: { retaindata: "yes" } },
      commandLine: { signUpPolcy: "open" },
    }),
  ).toEqual([
    "retaindata (params.prod) is not a parameter; did you mean retainData?",
    "signUpPolcy (--param) is not a parameter; did you mean signUpPolicy?",
  ]);
});

test("a missing parameter is named with its meaning", () => {
  const { signUpPolicy, ...others } = VALID;
  expect(
    problemsOf({ stage: "dev", blocks: { default: others, prod: { signUpPolicy } }, commandLine: {} }),
  ).toEqual([`signUpPolicy is missing for the stage dev: ${PARAMETERS.signUpPolicy.about}`]);
  expect(
    problemsOf({ stage: "prod", blocks: { default: others, prod: { signUpPolicy } }, commandLine: {} }),
  ).toEqual([]);
});

test("only what a stage may do without may be left out", () => {
  const {
    domainPrefix,
    customDomain,
    customDomainCertificate,
    emailFrom,
    emailReplyTo,
    emailConfigurationSet,
    apiDomain,
    apiDomainCertificate,
    alarmTopic,
    permissionsBoundary,
    kmsKeys,
    webAcl,
    passkeyDomain,
    ...others
  } = VALID;
  const alone = {
    ...others,
    emailSender: "cognito",
    emailMfa: "off",
    machineClient: "off",
    identityProviders: [],
    passwordless: "off",
    passkeyMfa: "off",
    managedLogin: "off",
  };
  expect(problemsOf({ stage: "dev", blocks: { default: alone }, commandLine: {} })).toEqual([]);
});

test("a bad value in the block of another stage is found as well", () => {
  expect(
    problemsOf({ stage: "dev", blocks: { default: VALID, prod: { mfa: "on" } }, commandLine: {} }),
  ).toEqual(['mfa (params.prod): "on" is not valid; allowed: off, optional or required']);
});

test("a value that is still a variable is judged once it is resolved", () => {
  const given = (mfa: string): WrittenParameters => ({
    stage: "dev",
    blocks: { default: { ...VALID, mfa } },
    commandLine: {},
  });
  expect(problemsOf(given(`\${ssm:/mfa}`))).toEqual([]);
  expect(problemsOf(given("sometimes"))).toHaveLength(1);
});

test.each<[string, unknown, string]>([
  ["signUpPolicy", "opn", "invited, domain or open"],
  ["publicTenant", "platform", "a tenant's id other than platform"],
  [
    "signUpUrl",
    "http://app.example/sign-up",
    "an address that begins with https://, http://localhost or http://127.0.0.1",
  ],
  [
    "signUpUrl",
    "http://localhost@app.example",
    "an address that begins with https://, http://localhost or http://127.0.0.1",
  ],
  [
    "signUpUrl",
    "https://app.example/#sign-up",
    "an address that begins with https://, http://localhost or http://127.0.0.1",
  ],
  ["invitationSecret", "off", "required or waived"],
  ["allowedEmailDomains", "acme", "any, or e-mail domains in lower case, separated by commas without spaces"],
  [
    "allowedEmailDomains",
    "acme.example, bravo.example",
    "any, or e-mail domains in lower case, separated by commas without spaces",
  ],
  [
    "deniedEmailDomains",
    "Acme.example",
    "none, or e-mail domains in lower case, separated by commas without spaces",
  ],
  ["disposableEmail", "deny", "refuse or allow"],
  ["signIn", true, "open or closed"],
  ["allowedClients", "a client", "any, or ids of app clients, separated by commas without spaces"],
  ["signInThrottle", "30/15", "off or <tries>/<minutes>m, such as 30/15m"],
  ["signInThrottle", "0/15m", "off or <tries>/<minutes>m, such as 30/15m"],
  ["legacyEmails", "all", "by-row or verified"],
  ["legacyForgotPassword", true, "off or on"],
  ["weakLegacyPasswords", "refuse", "accept or reset"],
  ["migrationThrottle", "10", "off or <tries>/<minutes>m, such as 30/15m"],
  ["migrationFloor", 3001, "a whole number from 0 to 3000"],
  ["legacySource", "postgresql", "none, or an object such as {kind: dynamodb}"],
  ["unregisteredClients", "on", "limit or refuse"],
  [
    "legacyVpc",
    "vpc-1",
    "none, or an object such as {subnetIds: [subnet-0a1b], securityGroupIds: [sg-2c3d]}",
  ],
  ["legacyPasswords", 13, "an object such as {scheme: bcrypt}"],
  ["passwordMinLength", 7, "a whole number from 8 to 99"],
  ["passwordMinLength", "12.5", "a whole number from 8 to 99"],
  [
    "passwordRequires",
    "digits",
    "none, or some of lowercase, uppercase, number and symbol, separated by commas without spaces",
  ],
  ["breachedPasswords", "on", "off or an address such as https://api.pwnedpasswords.com/range"],
  [
    "breachedPasswords",
    "http://api.pwnedpasswords.com/range",
    "off or an address such as https://api.pwnedpasswords.com/range",
  ],
  ["mfa", "on", "off, optional or required"],
  ["tier", "lite", "essentials or plus"],
  ["threatProtection", "on", "off, audit or enforced"],
  ["providerClaims", "none", "all or mapped"],
  ["accountLinking", "yes", "off or on"],
  ["emailMfa", "yes", "off or on"],
  ["smsMfa", "yes", "off or on"],
  ["passwordless", "on", "off, email-code, passkey or both"],
  ["passkeyDomain", "https://example.com", "a domain in lower case, such as example.com, or localhost"],
  ["passkeyDomain", "127.0.0.1", "a domain in lower case, such as example.com, or localhost"],
  ["passkeyUserVerification", "discouraged", "preferred or required"],
  ["passkeyMfa", true, "off or on"],
  ["rememberDevices", "on", "off, ask or always"],
  ["deviceMfa", "yes", "off or on"],
  ["preTokenGeneration", "V1_0", "V2_0 or V3_0"],
  ["machineClient", "yes", "off or on"],
  ["roleGroups", false, "off or on"],
  ["accessTokenMinutes", 4, "a whole number from 5 to 1440"],
  ["refreshTokenDays", 3651, "a whole number from 1 to 3650"],
  ["refreshTokenRotation", 61, "off or a whole number from 0 to 60"],
  ["userSessions", 0, "off or a whole number from 1 to 100"],
  ["apiIdentifier", "my api", "a name or address without spaces"],
  [
    "domainPrefix",
    "my-cognito",
    "up to 63 lower-case letters, digits and inner hyphens, without aws, amazon or cognito in it",
  ],
  [
    "domainPrefix",
    "-login",
    "up to 63 lower-case letters, digits and inner hyphens, without aws, amazon or cognito in it",
  ],
  ...[
    "acme.example",
    "login",
    "Login.acme.example",
    "login.acme.example.",
    "a.b.1",
    `${"a".repeat(60)}.b.example`,
  ].map((name): [string, unknown, string] => [
    "customDomain",
    name,
    "a name below a domain of yours, such as login.acme.example, of up to 63 characters",
  ]),
  [
    "customDomainCertificate",
    "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b3c4d",
    "the ARN of a certificate of ACM in us-east-1",
  ],
  ["managedLogin", "v2", "off or on"],
  [
    "callbackUrls",
    "http://app.example.com/",
    "addresses that begin with https://, http://localhost or the scheme of an app, separated by commas without spaces",
  ],
  [
    "callbackUrls",
    "http://localhost.example.com/",
    "addresses that begin with https://, http://localhost or the scheme of an app, separated by commas without spaces",
  ],
  [
    "logoutUrls",
    "javascript://alert",
    "addresses that begin with https://, http://localhost or the scheme of an app, separated by commas without spaces",
  ],
  ...[
    "*",
    "https://*.example.com",
    "https://app.example.com/",
    "https://app.example.com/signed-in",
    "https://app.example.com:443",
    "https://app.example.com:65536",
    "https://App.example.com",
    "https://ada@app.example.com",
    "https://app",
    "http://app.example.com",
    "http://localhost.example.com",
    "http://localhost:80",
    "app.example.com",
    "null",
    "https://app.example.com, https://www.example.com",
  ].map((origins): [string, unknown, string] => [
    "corsOrigins",
    origins,
    "none, or origins such as https://app.example.com or http://localhost:3000, separated by commas without spaces",
  ]),
  ["apiClients", "my client", "none, or ids of app clients, separated by commas without spaces"],
  ["refreshTokenCookie", true, "off or on"],
  ["apiRequestsPerSecond", 0, "a whole number from 1 to 10000"],
  ["apiBurst", 5001, "a whole number from 1 to 5000"],
  ["restApi", "yes", "off or on"],
  ["identityPool", "yes", "off or on"],
  ["guests", true, "off or on"],
  ["operatorsRole", "yes", "off or on"],
  ["emailSender", "ses", "cognito or the ARN of an SES identity"],
  ["emailFrom", "Example", "an address of the SES identity, such as Example <login@example.com>"],
  ["emailFormat", "markdown", "html or text"],
  ["defaultLanguage", "EN", "en, de, fr, es, pt or it"],
  ["retainData", "maybe", "no or yes"],
  ["memory", 64, "a whole number from 128 to 10240"],
  ...["on", "12000", "11999/4000", "12000/3999", "012000/4000", "12000/4000 "].map(
    (given): [string, unknown, string] => [
      "warmThroughput",
      given,
      "off or <reads>/<writes> a second, at least 12000/4000, such as 30000/20000",
    ],
  ),
  ["userMigrationMemory", 512, "a whole number from 1024 to 10240"],
  ["userMigrationConcurrency", 0, "off or a whole number from 1 to 1000"],
])("%s refuses %j and says what is allowed", (name, value, allowed) => {
  expect(problems({ [name]: value })).toEqual([
    `${name} (--param): ${JSON.stringify(value)} is not valid; allowed: ${allowed}`,
  ]);
});

test("logs are kept for a period that CloudWatch knows", () => {
  expect(problems({ logRetentionDays: "100" })).toEqual([
    expect.stringMatching(/^logRetentionDays \(--param\): "100" is not valid; allowed: 1, 3, 5, .* or 3653$/),
  ]);
});

test.each([
  ["allowedEmailDomains", "acme.example,xn--bcher-kva.example"],
  ["allowedClients", "1h57kf5cpq17m0eml12EXAMPLE"],
  [
    "callbackUrls",
    "http://localhost,http://localhost:3000/in,com.example.app://signed-in,https://example.com",
  ],
  [
    "corsOrigins",
    "https://app.example.com,https://10.example.com:8443,http://localhost,http://127.0.0.1:3000",
  ],
  ["apiClients", "1example23456789exampleclie,2machine34567890examplemach"],
  ["passwordRequires", "none"],
  ["signInThrottle", "off"],
  ["userMigrationConcurrency", "off"],
  ["legacySource", "none"],
  ["emailFrom", "login@example.com"],
  ["apiIdentifier", "https://api.example.com"],
  ["domainPrefix", "a"],
])("%s accepts %s", (name, value) => {
  expect(problems({ [name]: value })).toEqual([]);
});

test.each<[string, Values, string]>([
  [
    "a way to an old system of which there is none",
    { legacySource: "none", legacyVpc: { subnetIds: ["subnet-0a1b"], securityGroupIds: ["sg-2c3d"] } },
    "legacyVpc is set, but legacySource is none: there is no old system to reach. Set legacyVpc to none",
  ],
  [
    "a machine client whose tokens would name no tenant",
    { machineClient: "on", preTokenGeneration: "V2_0" },
    "machineClient is on, but preTokenGeneration is V2_0, with which Cognito does not call the trigger for machines: their tokens would name no tenant. Set preTokenGeneration to V3_0",
  ],
  [
    "a sender of another domain",
    {
      emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/acme.example",
      emailFrom: "login@evil.example",
    },
    "emailFrom is not an address of acme.example, the identity that emailSender names",
  ],
  [
    "a cookie for pages of no origin",
    { refreshTokenCookie: "on", corsOrigins: "none" },
    "corsOrigins is none, but refreshTokenCookie is on: the cookie is only for pages of listed origins",
  ],
  [
    "text messages without a second factor",
    { mfa: "off", passkeyMfa: "off", emailMfa: "off" },
    "smsMfa is on, but mfa is off. Set mfa to optional or required",
  ],
  [
    "codes by e-mail without a second factor",
    { mfa: "off", passkeyMfa: "off", smsMfa: "off" },
    "emailMfa is on, but mfa is off. Set mfa to optional or required",
  ],
  [
    "what only SES has, for Cognito's own e-mail",
    { emailSender: "cognito", emailMfa: "off" },
    "emailReplyTo and emailConfigurationSet are for e-mail of SES, but emailSender is cognito",
  ],
  [
    "a second factor by e-mail for everybody, with no other way to recover",
    { smsMfa: "off" },
    "emailMfa is on and mfa is required, but smsMfa is off: nobody recovers by the e-mail that is their second factor, and there would be no other way to a new password. Set mfa to optional, or smsMfa to on",
  ],
  [
    "a code as the only factor where two are required",
    { passwordless: "both" },
    "passwordless is both, but mfa is required: a code is one factor, and Cognito refuses both together. Set passwordless to passkey and passkeyMfa to on, or mfa to optional",
  ],
  [
    "a passkey as the only factor where two are required",
    { passkeyMfa: "off" },
    "passwordless is passkey, but mfa is required: Cognito refuses passkeys that count as one factor then. Set passkeyMfa to on, or mfa to optional",
  ],
  [
    "a passkey that counts as both factors where there are no passkeys",
    { passwordless: "off" },
    "passkeyMfa is on, but passwordless is off: there are no passkeys. Set passwordless to passkey or both",
  ],
  [
    "a passkey that counts as both factors where there is no second one",
    { mfa: "off", smsMfa: "off", emailMfa: "off" },
    "passkeyMfa is on, but mfa is off. Set mfa to optional or required",
  ],
  [
    "devices that stand for the second factor without being asked to",
    { rememberDevices: "always", deviceMfa: "on", panel: "off", refreshTokenCookie: "off" },
    "deviceMfa is on, but rememberDevices is always: a device stands for the second factor only where its owner has asked for it. Set rememberDevices to ask",
  ],
  [
    "devices that stand for the second factor where none are remembered",
    { deviceMfa: "on" },
    "deviceMfa is on, but rememberDevices is off: a device stands for the second factor only where its owner has asked for it. Set rememberDevices to ask",
  ],
  [
    "devices that stand for a second factor that nobody has",
    {
      rememberDevices: "ask",
      deviceMfa: "on",
      panel: "off",
      refreshTokenCookie: "off",
      mfa: "off",
      passkeyMfa: "off",
      smsMfa: "off",
      emailMfa: "off",
    },
    "deviceMfa is on, but mfa is off. Set mfa to optional or required",
  ],
  [
    "devices beside the panel, whose sign-ins come through the API",
    { rememberDevices: "ask", refreshTokenCookie: "off" },
    "rememberDevices is ask, but panel is on: Cognito renews a sign-in only from a device that was confirmed, and the API, through which people come to the panel, confirms none. Set panel to off",
  ],
  [
    "devices beside a cookie that would renew nothing",
    { rememberDevices: "always", panel: "off" },
    "rememberDevices is always, but refreshTokenCookie is on: Cognito renews a sign-in only from a device that was confirmed, and the API confirms none. Set refreshTokenCookie to off",
  ],
  [
    "the updated issuer beside a REST API",
    { issuer: "updated", identityPool: "off", guests: "off", operatorsRole: "off" },
    "issuer is updated, but restApi is on: its kind of authorizer takes only tokens of the original issuer. Set restApi to off",
  ],
  [
    "the updated issuer beside an identity pool",
    { issuer: "updated", restApi: "off" },
    "issuer is updated, but identityPool is on: identity pools are documented to take tokens of the original issuer alone. Set one of them otherwise",
  ],
  [
    "further web clients in a pool of somebody else",
    { webClients: EVERYTHING_ON.webClients },
    "webClients are of the stack's own pool, but existingPool is set: whoever owns that pool makes its clients. Register them by clients:register, and list them in apiClients",
  ],
  [
    "threat protection in a tier that has none",
    { tier: "essentials" },
    "threatProtection is enforced, but tier is essentials: Cognito has it in the tier Plus alone. Set tier to plus",
  ],
  [
    "links for providers that may give out any address",
    { providerClaims: "all" },
    "accountLinking is on, but providerClaims is all: a provider could give somebody whom it is linked to any address. Set providerClaims to mapped",
  ],
  [
    "guests without an identity pool",
    { identityPool: "off", operatorsRole: "off" },
    "guests is on, but identityPool is off: without an identity pool nobody gets credentials",
  ],
  [
    "a role of operators without an identity pool",
    { identityPool: "off", guests: "off" },
    "operatorsRole is on, but identityPool is off: without an identity pool nobody gets credentials",
  ],
  [
    "a tenant in whose folder guests would read",
    { signUpPolicy: "open" },
    "publicTenant is public, and signUpPolicy is open: with an identity pool, the files of the tenant public would be in the folder public/, which everybody reads. Call the tenant otherwise, such as publicTenant=everyone",
  ],
  [
    "more domains than a function's environment holds",
    { deniedEmailDomains: Array.from({ length: 200 }, (_, number) => `d${number}.acme.example`).join(",") },
    "allowedEmailDomains, deniedEmailDomains and legacySource together are too long: pre-sign-up has room for 3072 bytes of them",
  ],
])("%s is refused", (_, values, problem) => {
  expect(problems(values)).toEqual([problem]);
});

test("a web client is under a brand that there is", () => {
  const { existingPool, existingClient, existingSmsRole, ...own } = VALID;
  const webClients = { desk: { ...EVERYTHING_ON.webClients.desk, brand: "client1" } };
  const problemsWith = (brands: object) =>
    problemsOf({ stage: "dev", blocks: { default: { ...own, webClients, brands } }, commandLine: {} });
  expect(problemsWith(EVERYTHING_ON.brands)).toEqual([]);
  expect(problemsWith({ default: { name: "Acme" } })).toEqual([
    "brands has no entry client1, which webClients names for desk",
  ]);
});

test("aliases that move at once need no alarm", () => {
  expect(problems({ rollout: "all-at-once", monitoring: "off" })).toEqual([]);
});

test("without the cookie, no page of any origin has to be listed", () => {
  expect(problems({ refreshTokenCookie: "off", corsOrigins: "none" })).toEqual([]);
});

test("passkeys need a domain", () => {
  const { passkeyDomain, ...others } = VALID;
  expect(problemsOf({ stage: "dev", blocks: { default: others }, commandLine: {} })).toEqual([
    "passkeyDomain is missing: passkeys are for the pages of one domain, such as example.com",
  ]);
});

const DOMAINS = ["domainPrefix", "customDomain", "customDomainCertificate"];
const WITHOUT_DOMAINS: Values = {
  ...Object.fromEntries(Object.entries(VALID).filter(([name]) => !DOMAINS.includes(name))),
  machineClient: "off",
  identityProviders: [],
  managedLogin: "off",
};

test.each<[string, Values, string]>([
  ["a machine client", { machineClient: "on" }, "domainPrefix is missing: machineClient is on, and "],
  [
    "identity providers",
    { identityProviders: VALID.identityProviders },
    "domainPrefix is missing: people reach identity providers through ",
  ],
  ["managed login", { managedLogin: "on" }, "domainPrefix is missing: managedLogin is on, and "],
])("%s needs a domain, whichever", (_, values, problem) => {
  const problemsWith = (domains: Values) =>
    problemsOf({
      stage: "dev",
      blocks: { default: { ...WITHOUT_DOMAINS, ...domains } },
      commandLine: values,
    });
  const { domainPrefix, customDomain, customDomainCertificate } = VALID;
  expect(problemsWith({})).toEqual([expect.stringContaining(problem)]);
  expect(problemsWith({ domainPrefix })).toEqual([]);
  expect(problemsWith({ customDomain, customDomainCertificate })).toEqual([]);
});

test.each(["customDomain", "customDomainCertificate"])("%s alone is refused", (name) => {
  expect(
    problemsOf({
      stage: "dev",
      blocks: { default: { ...WITHOUT_DOMAINS, [name]: VALID[name] } },
      commandLine: {},
    }),
  ).toEqual(["customDomain and customDomainCertificate go together: set both or neither"]);
});

test("codes by e-mail from Cognito's own sender are refused", () => {
  const { emailReplyTo, emailConfigurationSet, ...others } = VALID;
  expect(
    problemsOf({
      stage: "dev",
      blocks: { default: { ...others, emailSender: "cognito" } },
      commandLine: {},
    }),
  ).toEqual([
    "emailMfa is on, but emailSender is cognito: Cognito sends codes of a second factor only through an SES identity",
  ]);
});

test.each(["apiDomain", "apiDomainCertificate"])("without %s, the other is refused", (name) => {
  const { [name]: _, ...others } = VALID;
  expect(problemsOf({ stage: "dev", blocks: { default: others }, commandLine: {} })).toEqual([
    "apiDomain and apiDomainCertificate go together: set both or neither",
  ]);
});

test("SES needs an address to send from", () => {
  const { emailFrom, ...others } = VALID;
  expect(problemsOf({ stage: "dev", blocks: { default: others }, commandLine: {} })).toEqual([
    "emailFrom is missing: SES needs an address to send from, such as Example <login@example.com>",
  ]);
});

test("an identity provider's mistakes carry the parameter's name", () => {
  expect(problems({ identityProviders: '[{"name": "Google", "type": "Google"}]' })).toEqual([
    "identityProviders (--param): Google: secret is missing",
  ]);
});

test("a mistake in a brand is told with its place", () => {
  expect(problems({ brands: { default: { name: "Example", colour: "blue" } } })).toEqual([
    "brands (--param): default.colour must be a colour such as #0055aa",
  ]);
});

test.each<[string, unknown, number]>([
  [
    "brands",
    {
      default: { name: "Example" },
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, number) => [`client${number}`, { name: "x".repeat(20) }]),
      ),
    },
    3072,
  ],
  ["legacyPasswords", { parameters: { pepper: "x".repeat(1024) } }, 1024],
  [
    "legacySource",
    { kind: "https", secret: "prod/legacy", url: `https://old.example/${"x".repeat(2048)}` },
    2048,
  ],
])(
  "%s is refused when it is longer than the environment of a function has room for",
  (name, value, bytes) => {
    expect(problems({ [name]: value })).toEqual([
      `${name} (--param): must not be longer than ${bytes} bytes as JSON`,
    ]);
  },
);

test.each<[object, string]>([
  [{ subnetIds: ["subnet-0a1b"] }, "securityGroupIds must be a list of 1 to 5 ids of security groups"],
  [{ subnetIds: [], securityGroupIds: ["sg-2c3d"] }, "subnetIds must be a list of 1 to 16 ids of subnets"],
  [
    { subnetIds: ["subnet-0a1b"], securityGroupIds: ["sg-2c3d"], vpcId: "vpc-1" },
    "has the unknown key vpcId; allowed: subnetIds, securityGroupIds",
  ],
])("the network %j is refused with its mistake", (legacyVpc, mistake) => {
  expect(problems({ legacyVpc })).toEqual([`legacyVpc (--param): ${mistake}`]);
});

test("a mistake of the old system's table is told with its place", () => {
  const columns = { login: "email", hash: "password", salt: "salt; --" };
  const legacySource = { kind: "mysql", secret: "prod/legacy", table: "users", columns };
  expect(problems({ legacySource: JSON.stringify(legacySource) })).toEqual([
    "legacySource (--param): columns.salt must be the name of a column",
  ]);
});

test.each([
  "givenname",
  "sub",
  "email",
  "email_verified",
  "phone_number_verified",
  "custom:tenant_id",
  "custom:role",
  "custom:legacy_id",
  "custom:college",
  "constructor",
])("the attribute %s, which does not move over, is refused with those that do", (name) => {
  const columns = { login: "email", hash: "password", attributes: { name: "name", [name]: "x" } };
  const legacySource = { kind: "postgresql", secret: "prod/legacy", table: "users", columns };
  expect(problems({ legacySource })).toEqual([
    `legacySource (--param): columns.attributes cannot have ${name}; what moves over is name, given_name, family_name, middle_name, nickname, preferred_username, profile, picture, website, gender, zoneinfo, locale, address, birthdate, phone_number`,
  ]);
});

test("packaging stops at a bad parameter and names it", async () => {
  const given = [...asArguments({ signUpPolcy: "open", mfa: "on" }), "--param=roleGroups"];
  const misspelt = await runServerless(["package", ...given]);
  expect(misspelt.succeeded).toBe(false);
  expect(misspelt.output).toContain(
    "Some parameters need a change:\n" +
      "- signUpPolcy (--param) is not a parameter; did you mean signUpPolicy?\n" +
      '- mfa (--param): "on" is not valid; allowed: off, optional or required\n' +
      "- roleGroups (--param) is not of the form <name>=<value>, with a value\n",
  );
});

test.each([["Prod"], ["1st"], ["x".repeat(27)]])(
  "packaging refuses the stage %s and says how long one may be",
  async (stage) => {
    const { succeeded, output } = await runServerless(["package", "--stage", stage]);
    expect(succeeded).toBe(false);
    expect(output).toContain(
      `- the stage ${stage} must be at most 26 lower-case letters, digits and hyphens, and begin with a letter: ` +
        "it is part of the functions' names, which have at most 64 characters\n",
    );
  },
);

test("with the longest stage, the longest name of a function is as long as Lambda takes", async () => {
  const { Resources } = readTemplate(await packageService("--stage", "x".repeat(26)));
  const names = Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === "AWS::Lambda::Function" ? [String(Properties.FunctionName)] : [],
  );
  expect(Math.max(...names.map((name) => name.length))).toBe(64);
});

test("packaging explains why a machine client needs the newer token trigger", async () => {
  const { succeeded, output } = await runServerless(["package", ...asArguments({ machineClient: "on" })]);
  expect(succeeded).toBe(false);
  expect(output).toContain("Set preTokenGeneration to V3_0");
});
