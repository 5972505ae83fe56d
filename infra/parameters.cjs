const brands = require("./brands.cjs");
const identityProviders = require("./identity-providers.cjs");
const legacyPasswords = require("./legacy-passwords.cjs");
const legacySource = require("./legacy-source.cjs");
const legacyVpc = require("./legacy-vpc.cjs");
const { commaList, integer, isDomain, isTenantId, oneOf, readJson, refuse, text } = require("./rules.cjs");

const isClientId = (entry) => /^[\w+]{1,128}$/.test(entry);
const isPasswordClass = (entry) => ["lowercase", "uppercase", "number", "symbol"].includes(entry);

/** A page on https, a page of the developer's own machine, or an app that owns a scheme. */
function isReturnAddress(entry) {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s,#*]+$/.test(entry)) return false;
  const scheme = entry.slice(0, entry.indexOf(":"));
  if (scheme === "http") return /^http:\/\/localhost(:\d{1,5})?(\/|$)/.test(entry);
  return !["javascript", "data", "file", "blob", "ftp", "ws", "wss"].includes(scheme);
}

const RETURN_ADDRESSES = commaList(
  isReturnAddress,
  "addresses that begin with https://, http://localhost or the scheme of an app",
);

/** What a browser sends as Origin: a scheme, a host and, unless it is the usual one, a port. */
const isOrigin = (entry) =>
  /^(https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/.test(entry) &&
  URL.canParse(entry) &&
  new URL(entry).origin === entry;

/** The periods for which CloudWatch keeps logs. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** In milliseconds: what is left of Cognito's five seconds is for the start and the old system. */
const HIGHEST_FLOOR = 3_000;

/** Everything that may differ between stages. A parameter that is not `optional` must have a value in every stage. */
const PARAMETERS = {
  signUpPolicy: {
    rule: oneOf("invited", "domain", "open"),
    about:
      "who may sign up: people who are invited, also those whose e-mail domain a tenant owns, or everybody",
  },
  publicTenant: {
    rule: (value) => (isTenantId(value) ? undefined : refuse(value, "a tenant's id other than platform")),
    about: "the tenant of those who belong to no other, where signUpPolicy is open",
  },
  allowedEmailDomains: {
    rule: commaList(isDomain, "e-mail domains in lower case", "any"),
    about: "the e-mail domains with which people may sign up",
  },
  deniedEmailDomains: {
    rule: commaList(isDomain, "e-mail domains in lower case", "none"),
    about: "the e-mail domains with which nobody may sign up",
  },
  disposableEmail: {
    rule: oneOf("refuse", "allow"),
    about: "what happens to sign-ups from throw-away mailboxes",
  },
  signIn: {
    rule: oneOf("open", "closed"),
    about: "whether people get into this stage; while it is closed, sessions cannot be renewed either",
  },
  allowedClients: {
    rule: commaList(isClientId, "ids of app clients", "any"),
    about: "the app clients through which people get tokens",
  },
  signInThrottle: {
    rule: text(/^(off|[1-9]\d{0,3}\/[1-9]\d{0,3}m)$/, "off or <tries>/<minutes>m, such as 30/15m"),
    about: "how many sign-ins one login may try in how many minutes",
  },
  legacySource: { rule: legacySource.mistakeOf, about: "where the old users are" },
  legacyVpc: { rule: legacyVpc.mistakeOf, about: "the network from which the old system can be reached" },
  legacyEmails: {
    rule: oneOf("by-row", "verified"),
    about: "whether migrated addresses count as verified only where their row says so, or always",
  },
  legacyForgotPassword: {
    rule: oneOf("off", "on"),
    about: "whether a forgotten password brings a legacy user over, whoever asks for a new one",
  },
  weakLegacyPasswords: {
    rule: oneOf("accept", "reset"),
    about: "whether a migrated password that breaks the policy is kept, or its owner chooses a new one",
  },
  legacyPasswords: {
    rule: legacyPasswords.mistakeOf,
    about: "how the old system has kept its passwords, and what is too costly to be checked",
  },
  migrationThrottle: {
    rule: text(/^(off|[1-9]\d{0,3}\/[1-9]\d{0,3}m)$/, "off or <tries>/<minutes>m, such as 30/15m"),
    about: "how often the old system is asked about one login in how many minutes",
  },
  migrationFloor: {
    rule: integer(0, HIGHEST_FLOOR),
    about: "how many milliseconds an answer takes at least that brings nobody over",
  },
  passwordMinLength: { rule: integer(8, 99), about: "the fewest characters of a new password" },
  passwordRequires: {
    rule: commaList(isPasswordClass, "some of lowercase, uppercase, number and symbol", "none"),
    about: "the kinds of character that a new password must have",
  },
  mfa: { rule: oneOf("off", "optional", "required"), about: "whether people use a second factor" },
  smsMfa: {
    rule: oneOf("off", "on"),
    about: "whether a text message may be the second factor, besides an authenticator app",
  },
  preTokenGeneration: {
    rule: oneOf("V2_0", "V3_0"),
    about: "the version of the token trigger; V3_0 also runs for machines",
  },
  machineClient: {
    rule: oneOf("off", "on"),
    about: "whether there is an app client for machines (client credentials)",
  },
  roleGroups: {
    rule: oneOf("off", "on"),
    about: "whether tokens also carry the role as a group named <tenant>/<role>",
  },
  accessTokenMinutes: { rule: integer(5, 1440), about: "how long access and ID tokens are valid" },
  refreshTokenDays: { rule: integer(1, 3650), about: "how long people stay signed in" },
  apiIdentifier: {
    rule: text(/^[A-Za-z0-9]([A-Za-z0-9._:/-]{0,126}[A-Za-z0-9])?$/, "a name or address without spaces"),
    about: "the resource server whose scopes the tokens carry, as <identifier>/<scope>",
  },
  domainPrefix: {
    optional: true,
    rule: text(
      /^(?!.*(aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      "up to 63 lower-case letters, digits and inner hyphens, without aws, amazon or cognito in it",
    ),
    about:
      "the first part of the sign-in pages' address; without it there are no sign-in pages. " +
      "To change it, delete the old domain first",
  },
  callbackUrls: { rule: RETURN_ADDRESSES, about: "where the sign-in pages may send people after sign-in" },
  logoutUrls: { rule: RETURN_ADDRESSES, about: "where the sign-in pages may send people after sign-out" },
  corsOrigins: {
    rule: commaList(isOrigin, "origins such as https://app.example.com or http://localhost:3000", "none"),
    about: "the origins of the pages that may call the API from a browser",
  },
  refreshTokenCookie: {
    rule: oneOf("off", "on"),
    about: "whether browsers get the refresh token as a cookie that no script can read",
  },
  apiRequestsPerSecond: {
    rule: integer(1, 10000),
    about: "how many requests a second each route of the API takes, from everybody together",
  },
  apiBurst: { rule: integer(1, 5000), about: "how many requests each route of the API takes at once" },
  restApi: {
    rule: oneOf("off", "on"),
    about: "whether the profile is also read through a REST API, as an example of its kind of authorizer",
  },
  identityProviders: {
    rule: (value) => identityProviders.mistakesOf(readJson(value)).join("; ") || undefined,
    about: "other systems through which people sign in, and the tenant that each of them stands for",
  },
  emailSender: {
    rule: text(
      /^(cognito|arn:[\w-]+:ses:[\w-]+:\d{12}:identity\/[^\s/]+)$/,
      "cognito or the ARN of an SES identity",
    ),
    about:
      "who sends the e-mail; Cognito itself sends only its own texts, 50 a day for all pools of the account",
  },
  emailFrom: {
    optional: true,
    rule: text(
      /^([^\s<>@]+@[^\s<>@]+\.[^\s<>@]+|[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>)$/,
      "an address of the SES identity, such as Example <login@example.com>",
    ),
    about: "the From of the e-mail that SES sends",
  },
  emailFormat: { rule: oneOf("html", "text"), about: "whether e-mail is laid out or plain" },
  defaultLanguage: {
    rule: oneOf("en", "de", "fr", "es", "pt", "it"),
    about: "the language of people whose own is unknown or not among these",
  },
  brands: { rule: brands.mistakeOf, about: "under which name each app client writes to people" },
  retainData: {
    rule: oneOf("no", "yes"),
    about:
      "whether the pool, with what belongs to it, and the tables outlive the stack and are protected from deletion",
  },
  logRetentionDays: { rule: oneOf(...RETENTION_DAYS.map(String)), about: "how long the logs are kept" },
  memory: { rule: integer(128, 10240), about: "the memory of a function in MB" },
  userMigrationMemory: {
    rule: integer(1024, 10240),
    about: "the memory of user-migration in MB; more memory checks passwords faster",
  },
  userMigrationConcurrency: {
    rule: integer(1, 1000, "off"),
    about: "how many migrations may run at the same time",
  },
};

/** Lambda has 4 KB for all environment values of a function together. */
const LONGEST_LISTS = 3 * 1024;

/** Values that are fine by themselves but not together. Each returns what is wrong, or nothing. */
const COMBINATIONS = [
  ({ machineClient, preTokenGeneration }) =>
    machineClient === "on" &&
    preTokenGeneration === "V2_0" &&
    "machineClient is on, but preTokenGeneration is V2_0, with which Cognito does not call the trigger for machines: " +
      "their tokens would name no tenant. Set preTokenGeneration to V3_0",
  ({ emailSender, emailFrom }) =>
    emailSender !== "cognito" &&
    emailFrom === undefined &&
    "emailFrom is missing: SES needs an address to send from, such as Example <login@example.com>",
  ({ emailSender, emailFrom = "" }) => {
    const [, domain] = /:identity\/([^@]+)$/.exec(emailSender) ?? [];
    const from = emailFrom.replace(/^.*@|>$/g, "");
    return (
      domain !== undefined &&
      from !== domain &&
      !from.endsWith(`.${domain}`) &&
      emailFrom !== "" &&
      `emailFrom is not an address of ${domain}, the identity that emailSender names`
    );
  },
  ({ machineClient, domainPrefix }) =>
    machineClient === "on" &&
    domainPrefix === undefined &&
    "domainPrefix is missing: machineClient is on, and without sign-in pages there is no token endpoint",
  ({ identityProviders: providers, domainPrefix }) =>
    readJson(providers).length > 0 &&
    domainPrefix === undefined &&
    "domainPrefix is missing: people reach identity providers through the sign-in pages",
  ({ refreshTokenCookie, corsOrigins }) =>
    refreshTokenCookie === "on" &&
    corsOrigins === "none" &&
    "corsOrigins is none, but refreshTokenCookie is on: the cookie is only for pages of listed origins",
  ({ smsMfa, mfa }) =>
    smsMfa === "on" && mfa === "off" && "smsMfa is on, but mfa is off. Set mfa to optional or required",
  ({ allowedEmailDomains, deniedEmailDomains, identityProviders: providers, legacySource: source }) =>
    [
      allowedEmailDomains,
      deniedEmailDomains,
      identityProviders.environmentOf(readJson(providers)),
      JSON.stringify(readJson(source)),
    ].join("").length > LONGEST_LISTS &&
    "allowedEmailDomains, deniedEmailDomains, identityProviders and legacySource together are too long: " +
      `pre-sign-up has room for ${LONGEST_LISTS} bytes of them`,
];

const isExampleAddress = (text) => /(?<![a-z0-9-])example\.com(?![a-z0-9-]|\.[a-z0-9])/i.test(text);
const exampleEntries = (value) => String(value).split(",").filter(isExampleAddress);

/** The examples of serverless.yml that stand for an application's own values: those that a parameter still has. */
const EXAMPLES = {
  callbackUrls: exampleEntries,
  logoutUrls: exampleEntries,
  corsOrigins: exampleEntries,
  emailFrom: (value) => [value].filter(isExampleAddress),
  brands: (value) =>
    Object.values(readJson(value)).flatMap(({ name, supportUrl = "" }) => [
      ...(name === "Example" ? ["the name Example"] : []),
      ...[supportUrl].filter(isExampleAddress),
    ]),
};

module.exports = { PARAMETERS, COMBINATIONS, EXAMPLES, HIGHEST_FLOOR };
