import { client, readSmall } from "./small-stack";

const read = (properties: Readonly<Record<string, unknown>>) => readSmall(client(properties)).clients[0];

const STANDARD = [
  "name",
  "given_name",
  "family_name",
  "middle_name",
  "nickname",
  "preferred_username",
  "profile",
  "picture",
  "website",
  "email",
  "gender",
  "birthdate",
  "zoneinfo",
  "locale",
  "phone_number",
  "address",
  "updated_at",
];

test("a client that says nothing has Cognito's defaults", () => {
  const found = read({});
  expect(found).toEqual({
    id: found?.id,
    name: "Web",
    secret: undefined,
    authFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
    readAttributes: expect.arrayContaining([...STANDARD, "email_verified", "phone_number_verified"]),
    writeAttributes: STANDARD,
    hidesExistence: false,
    revocable: true,
    rotation: undefined,
    sessionSeconds: 180,
    accessTokenSeconds: 3_600,
    idTokenSeconds: 3_600,
    refreshTokenSeconds: 30 * 86_400,
    usesOauth: false,
    oauthFlows: [],
    oauthScopes: [],
    callbackUrls: [],
    logoutUrls: [],
    defaultRedirectUri: undefined,
    identityProviders: ["COGNITO"],
  });
  expect(found?.readAttributes).toHaveLength(STANDARD.length + 2);
});

test.each([
  [{ AccessTokenValidity: 20, TokenValidityUnits: { AccessToken: "minutes" } }, "accessTokenSeconds", 1_200],
  [{ IdTokenValidity: 2 }, "idTokenSeconds", 7_200],
  [{ RefreshTokenValidity: 90 }, "refreshTokenSeconds", 90 * 86_400],
  [
    { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "hours" } },
    "refreshTokenSeconds",
    30 * 86_400,
  ],
  [
    { RefreshTokenValidity: 3_600, TokenValidityUnits: { RefreshToken: "seconds" } },
    "refreshTokenSeconds",
    3_600,
  ],
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
