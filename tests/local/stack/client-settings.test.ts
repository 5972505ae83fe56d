import { client, readSmall } from "./small-stack";

const read = (properties: Readonly<Record<string, unknown>>) => readSmall(client(properties)).clients[0];

test("a client that says nothing has Cognito's defaults", () => {
  const found = read({});
  expect(found).toEqual({
    id: found?.id,
    name: "Web",
    secret: undefined,
    authFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
    readAttributes: undefined,
    writeAttributes: undefined,
    hidesExistence: undefined,
    revocable: true,
    rotation: undefined,
    sessionSeconds: 180,
    tokenValidity: {},
    usesOauth: false,
    oauthFlows: [],
    oauthScopes: [],
    callbackUrls: [],
    logoutUrls: [],
    defaultRedirectUri: undefined,
    identityProviders: [],
  });
});

test.each([
  [
    { AccessTokenValidity: 20, TokenValidityUnits: { AccessToken: "minutes" } },
    "tokenValidity",
    { AccessToken: { amount: 20, unit: "minutes" } },
  ],
  [{ IdTokenValidity: 2 }, "tokenValidity", { IdToken: { amount: 2, unit: undefined } }],
  [{ RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "hours" } }, "tokenValidity", {}],
  [{ ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH"] }, "authFlows", ["ADMIN_NO_SRP_AUTH"]],
  [{ AuthSessionValidity: 15 }, "sessionSeconds", 900],
  [
    { RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 } },
    "rotation",
    { graceSeconds: 10 },
  ],
  [{ RefreshTokenRotation: { Feature: "DISABLED" } }, "rotation", undefined],
])("%j", (properties, setting, expected) => {
  expect(read(properties)).toHaveProperty(setting, expected);
});

test.each([
  [true, { oauthFlows: ["code"], oauthScopes: ["openid"] }],
  [false, { oauthFlows: [], oauthScopes: [] }],
])("the lists of OAuth count with the flag %s", (AllowedOAuthFlowsUserPoolClient, expected) => {
  expect(
    read({
      AllowedOAuthFlowsUserPoolClient,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid"],
    }),
  ).toMatchObject(expected);
});

test.each([
  [{ AccessTokenValidity: 0 }, "Web.AccessTokenValidity"],
  [{ IdTokenValidity: 4, TokenValidityUnits: { IdToken: "minutes" } }, "Web.IdTokenValidity"],
  [{ RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: "minutes" } }, "Web.RefreshTokenValidity"],
  [{ RefreshTokenValidity: 3_651 }, "Web.RefreshTokenValidity"],
])("%j is outside what Cognito allows", (properties, place) => {
  expect(() => read(properties)).toThrow(`${place} is outside what Cognito allows`);
});
