import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { PARAMETERS } from "../../infra/parameters";
import { mistakeOf, type ParameterGroup } from "../../infra/parameters/parameter";
import type { LogFields } from "../../shared/runtime/log";
import { trigger } from "../../shared/runtime/trigger";
import { environmentOf, moduleOf, readTemplate } from "../harness/packaged-service";
import { recordedEvent } from "../harness/recorded-event";

const EVERYWHERE = { STAGE: "dev" };
const KEY = { PSEUDONYM_KEY: "PseudonymKey" };
const AUTHORITY = {
  CLIENT_ID: "WebClient",
  API_CLIENTS: "none",
  PUBLIC_TENANT: "public",
  RESOURCE_SERVER: "api",
  PEOPLE_TABLE: "PeopleTable",
  TENANTS_TABLE: "TenantsTable",
};
const PLACEMENT = { SIGN_UP_POLICY: "domain", PUBLIC_TENANT: "public" };

/** One event that each trigger is called with. */
const EVENTS: Readonly<Record<string, string>> = {
  "inbound-federation": "InboundFederation_ExternalProvider",
  "pre-sign-up": "PreSignUp_SignUp",
  "user-migration": "UserMigration_Authentication",
  "post-confirmation": "PostConfirmation_ConfirmSignUp",
  "pre-authentication": "PreAuthentication_Authentication",
  "post-authentication": "PostAuthentication_Authentication",
  "pre-token-generation": "TokenGeneration_Authentication",
  "custom-message": "CustomMessage_SignUp",
};

/** What the others are called with. */
const requestOf = (name: string) => (name === "domain-events" ? { Records: [] } : apiRequest(name));

/** One route of each part of the API. */
const ROUTES: Readonly<Record<string, string>> = {
  "api-auth": "POST /auth/sign-in",
  "api-profile": "GET /profile",
  "api-sessions": "GET /sessions",
  "api-passkeys": "GET /passkeys",
  "api-memberships": "GET /memberships",
  "api-members": "GET /members",
  "api-tenant": "GET /tenant",
  "api-tenants": "GET /tenants",
  "api-clients": "GET /clients",
  "api-people": "GET /people",
  "api-audit": "GET /audit",
};

const apiRequest = (name: string) => ({
  routeKey: ROUTES[name],
  headers: {},
  requestContext: { authorizer: { jwt: { claims: {} } } },
});

/** References to a resource are its logical id. */
const ENVIRONMENTS = {
  "inbound-federation": { TENANTS_TABLE: "TenantsTable" },
  "pre-sign-up": {
    ...KEY,
    ...PLACEMENT,
    ALLOWED_EMAIL_DOMAINS: "any",
    DENIED_EMAIL_DOMAINS: "none",
    DISPOSABLE_EMAIL: "refuse",
    INVITATION_SECRET: "required",
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    LEGACY_SOURCE: '{"kind":"dynamodb"}',
    LEGACY_USERS_TABLE: "LegacyUsersTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
  "api-invitations": {
    CLIENT_ID: "WebClient",
    API_CLIENTS: "none",
    PUBLIC_TENANT: "public",
    RESOURCE_SERVER: "api",
    SIGN_UP_URL: "http://127.0.0.1:3001/panel",
    INVITATION_SENDER: "none",
    SENDER_REGION: "AWS::Region",
    DEFAULT_LANGUAGE: "en",
    BRANDS: '{"default":{"name":"Example"}}',
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
  },
  "user-migration": {
    ...KEY,
    LEGACY_SOURCE: '{"kind":"dynamodb"}',
    LEGACY_USERS_TABLE: "LegacyUsersTable",
    MIGRATIONS_TABLE: "MigrationsTable",
    SIGN_IN: "open",
    ALLOWED_CLIENTS: "any",
    LEGACY_EMAILS: "by-row",
    LEGACY_FORGOT_PASSWORD: "on",
    WEAK_LEGACY_PASSWORDS: "accept",
    PASSWORD_MIN_LENGTH: "12",
    PASSWORD_REQUIRES: "lowercase,uppercase,number",
    ATTEMPTS_TABLE: "AttemptsTable",
    MIGRATION_THROTTLE: "10/15m",
    MIGRATION_FLOOR: "500",
    LEGACY_PASSWORDS: "{}",
    CUSTOM_ATTRIBUTES: "none",
  },
  "post-confirmation": {
    ...PLACEMENT,
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
  "pre-authentication": {
    ...KEY,
    SIGN_IN: "open",
    ALLOWED_CLIENTS: "any",
    SIGN_IN_THROTTLE: "30/15m",
    ATTEMPTS_TABLE: "AttemptsTable",
  },
  "post-authentication": {
    ...PLACEMENT,
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
  },
  "pre-token-generation": {
    ...PLACEMENT,
    SIGN_IN: "open",
    ALLOWED_CLIENTS: "any",
    ROLE_GROUPS: "off",
    RESOURCE_SERVER: "api",
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
  "custom-message": {
    EMAIL_SENDER: "cognito",
    EMAIL_FORMAT: "html",
    DEFAULT_LANGUAGE: "en",
    BRANDS: '{"default":{"name":"Example"}}',
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
  },
  "domain-events": {
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    AUDIT_TABLE: "AuditTable",
    AUDIT_DAYS: "365",
    EVENT_BUS: "DomainEventsBus",
  },
  "api-auth": {
    USER_POOL_ID: "CognitoUserPoolUsers",
    CLIENT_ID: "WebClient",
    PASSWORD_MIN_LENGTH: "12",
    PASSWORD_REQUIRES: "lowercase,uppercase,number",
    MIGRATION_FLOOR: "500",
    REFRESH_TOKEN_COOKIE: "off",
    REFRESH_TOKEN_DAYS: "30",
    CORS_ORIGINS: "http://localhost:3000",
    PANEL: "on",
  },
  panel: {
    PASSWORD_MIN_LENGTH: "12",
    PASSWORD_REQUIRES: "lowercase,uppercase,number",
    USER_SESSIONS: "20",
  },
  "stack-records": { TENANTS_TABLE: "TenantsTable" },
  "api-profile": {
    ...PLACEMENT,
    ...AUTHORITY,
    USER_POOL_ID: "CognitoUserPoolUsers",
    INVITATIONS_TABLE: "InvitationsTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
  "api-sessions": AUTHORITY,
  "api-passkeys": AUTHORITY,
  "api-memberships": {
    ...AUTHORITY,
    USER_POOL_ID: "CognitoUserPoolUsers",
    INVITATIONS_TABLE: "InvitationsTable",
  },
  "api-members": { ...AUTHORITY, USER_POOL_ID: "CognitoUserPoolUsers" },
  "api-tenant": AUTHORITY,
  "api-tenants": AUTHORITY,
  "api-clients": AUTHORITY,
  "api-people": {
    ...AUTHORITY,
    USER_POOL_ID: "CognitoUserPoolUsers",
    INVITATIONS_TABLE: "InvitationsTable",
    LEGACY_USERS_TABLE: "LegacyUsersTable",
  },
  "api-audit": { ...AUTHORITY, AUDIT_TABLE: "AuditTable" },
};

test.each(Object.entries(ENVIRONMENTS))("%s is told what it needs, and nothing else", (name, environment) => {
  expect(environmentOf(readTemplate(), name, (logicalId) => logicalId)).toEqual({
    ...EVERYWHERE,
    ...environment,
  });
});

const TRIGGERS: Readonly<Record<string, string>> = {
  PreSignUp: "pre-sign-up",
  UserMigration: "user-migration",
  PostConfirmation: "post-confirmation",
  PreAuthentication: "pre-authentication",
  PostAuthentication: "post-authentication",
  TokenGeneration: "pre-token-generation",
  CustomMessage: "custom-message",
};
const RECORDED = readdirSync(path.join(__dirname, "..", "events"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));

/** What the wrapper of all triggers logs of a recorded event when it has a key. */
async function logged(name: string): Promise<LogFields> {
  const lines: LogFields[] = [];
  const invoke = trigger("post-authentication", () => async (event) => event, {
    environment: { STAGE: "test", PSEUDONYM_KEY: "key" },
    log: (line) => lines.push(line),
  });
  await invoke(recordedEvent(name));
  return lines[0] ?? {};
}

test("the key of pseudonyms is with the functions that log one, and with no other", async () => {
  const named = new Set<string | undefined>();
  for (const name of RECORDED)
    if ("login" in (await logged(name))) named.add(TRIGGERS[name.replace(/_.*/, "")]);
  const withKey = Object.keys(ENVIRONMENTS).filter(
    (name) => "PSEUDONYM_KEY" in environmentOf(readTemplate(), name, (logicalId) => logicalId),
  );
  expect(withKey.sort()).toEqual([...named].sort());
  expect(withKey).toHaveLength(3);
});

describe("a function refuses at its start what packaging refuses, in the same words:", () => {
  const DECLARED: ParameterGroup = PARAMETERS;
  /** Settings that hold a parameter, but as JSON. */
  const AS_JSON = new Map([
    ["BRANDS", "brands"],
    ["LEGACY_SOURCE", "legacySource"],
    ["LEGACY_PASSWORDS", "legacyPasswords"],
  ]);
  const SERVERLESS = readFileSync(path.join(__dirname, "..", "..", "serverless.yml"), "utf8");
  const SETTINGS = SERVERLESS.split(/^ {2}(?=[\w-]+:$)/m).flatMap((block) =>
    [...block.matchAll(/^ {6}([A-Z_]+): \$\{(?:param:(\w+)|file.*)\}$/gm)].flatMap(
      ([, setting = "", parameter = AS_JSON.get(setting)]): [string, string, string][] =>
        parameter === undefined ? [] : [[block.slice(0, block.indexOf(":")), setting, parameter]],
    ),
  );
  const template = readTemplate();
  const untouched = process.env;

  afterEach(() => {
    process.env = untouched;
    jest.restoreAllMocks();
  });

  test("there are such settings", () => {
    expect(SETTINGS.length).toBeGreaterThan(30);
  });

  test.each(SETTINGS)("%s, %s", async (name, setting, parameter) => {
    const bad = "neither this nor that";
    const mistake = mistakeOf(() => DECLARED[parameter]?.read(bad));
    expect(mistake).toContain("is not valid; allowed: ");

    const written: string[] = [];
    jest.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
    process.env = {
      ...environmentOf(template, name, (logicalId) => logicalId),
      AWS_REGION: "eu-central-1",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      // Without it, nobody reads what goes with it.
      REFRESH_TOKEN_COOKIE: "on",
      [setting]: bad,
    };
    jest.resetModules();
    const { handler } = await import(`../../${moduleOf(template, name)}`);
    const recorded = EVENTS[name];
    const event = recorded === undefined ? requestOf(name) : recordedEvent(recorded);
    await Promise.resolve(handler(event)).catch(() => {});
    expect(written.map((line) => JSON.parse(line).error?.message)).toEqual([`${setting}: ${mistake}`]);
  });
});
