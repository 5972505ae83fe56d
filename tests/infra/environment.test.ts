import { environmentOf, readTemplate } from "../packaged-service";

const EVERYWHERE = { STAGE: "dev", PSEUDONYM_KEY: "PseudonymKey" };
const PLACEMENT = { SIGN_UP_POLICY: "domain", PUBLIC_TENANT: "public", IDENTITY_PROVIDERS: "{}" };

/** References to a resource are its logical id. */
const ENVIRONMENTS = {
  "pre-sign-up": {
    ...PLACEMENT,
    ALLOWED_EMAIL_DOMAINS: "any",
    DENIED_EMAIL_DOMAINS: "none",
    DISPOSABLE_EMAIL: "refuse",
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    LEGACY_SOURCE: '{"kind":"dynamodb"}',
    LEGACY_USERS_TABLE: "LegacyUsersTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
  "user-migration": {
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
  },
  "api-auth": {
    CLIENT_ID: "WebClient",
    REFRESH_TOKEN_COOKIE: "off",
    REFRESH_TOKEN_DAYS: "30",
    CORS_ORIGINS: "http://localhost:3000",
  },
  "api-profile": {
    ...PLACEMENT,
    CLIENT_ID: "WebClient",
    USER_POOL_ID: "CognitoUserPoolUsers",
    RESOURCE_SERVER: "api",
    PEOPLE_TABLE: "PeopleTable",
    TENANTS_TABLE: "TenantsTable",
    INVITATIONS_TABLE: "InvitationsTable",
    MIGRATIONS_TABLE: "MigrationsTable",
  },
};

test.each(Object.entries(ENVIRONMENTS))("%s is told what it needs, and nothing else", (name, environment) => {
  expect(environmentOf(readTemplate(), name, (logicalId) => logicalId)).toEqual({
    ...EVERYWHERE,
    ...environment,
  });
});
