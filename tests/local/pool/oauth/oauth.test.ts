import {
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createRefreshToken } from "../../../../local/pool/tokens/refresh-tokens";
import { type Handler, startPool, type TestPool, WEB, webClient } from "../test-pool";

const MACHINE = "2machine34567890examplemach";
const SECRET = "a-secret-of-the-machine";
const READ = "https://api.acme.example/members.read";
const WRITE = "https://api.acme.example/members.write";
const PASSWORD = "Correct-Horse-7";
const EMAIL = "ada@acme.example";

const machine = webClient({
  id: MACHINE,
  name: "machine",
  secret: SECRET,
  oauthFlows: ["client_credentials"],
  oauthScopes: [READ, WRITE],
});

let testPool: TestPool;
let handler: Handler;
const start = async (tokenTriggerVersion: "V2_0" | "V3_0" = "V3_0") => {
  handler = (event) => event;
  testPool = await startPool({
    clients: [webClient(), machine],
    settings: { tokenTriggerVersion },
    handlers: { PreTokenGeneration: (event) => handler(event) },
  });
};
beforeEach(() => start());
afterEach(() => testPool.stop());

const BASIC = { authorization: `Basic ${Buffer.from(`${MACHINE}:${SECRET}`).toString("base64")}` };

/** Whole answers: the status, and the body if there is one. */
async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${testPool.endpoint}${path}`, {
    method: "POST",
    headers,
    body: new URLSearchParams(fields),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
const token = (fields: Record<string, string>, headers?: Record<string, string>) =>
  post("/oauth2/token", fields, headers);
const CREDENTIALS = { grant_type: "client_credentials" };

const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));

async function signIn() {
  await testPool.client.send(new SignUpCommand({ ClientId: WEB, Username: EMAIL, Password: PASSWORD }));
  await testPool.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: testPool.code(EMAIL) }),
  );
  const { AuthenticationResult: result } = await testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
    }),
  );
  testPool.events.length = 0;
  return { accessToken: result?.AccessToken ?? "", refreshToken: result?.RefreshToken ?? "" };
}

/** The access token of somebody who has signed in by OAuth, with the scopes that they asked for. */
async function oauthAccessToken(scopes: readonly string[]): Promise<string> {
  await signIn();
  const [user] = testPool.pool.users.values();
  const refreshToken = createRefreshToken(testPool.pool.refreshTokens, {
    username: user?.username ?? "",
    clientId: WEB,
    expiresAt: "2027-01-01T00:00:00.000Z",
    authTime: Math.floor(testPool.pool.now().getTime() / 1_000),
    originJti: "an-origin",
    scopes,
    replacedUntil: undefined,
    ssoSessionId: undefined,
    activity: undefined,
  });
  const { body } = await token({ grant_type: "refresh_token", client_id: WEB, refresh_token: refreshToken });
  expect("id_token" in body).toBe(scopes.includes("openid"));
  return body.access_token;
}

test("a machine gets an access token and nothing else", async () => {
  const { status, body } = await token(CREDENTIALS, BASIC);
  expect({ status, body }).toEqual({
    status: 200,
    body: { access_token: expect.any(String), expires_in: 3_600, token_type: "Bearer" },
  });
  const now = Math.floor(testPool.pool.now().getTime() / 1_000);
  expect(claimsOf(body.access_token)).toEqual({
    sub: MACHINE,
    token_use: "access",
    scope: `${READ} ${WRITE}`,
    auth_time: now,
    iss: testPool.pool.issuer,
    exp: now + 3_600,
    iat: now,
    version: 2,
    jti: expect.any(String),
    client_id: MACHINE,
  });
});

test("the newest trigger is asked about machines, and may change their token", async () => {
  handler = (event) => ({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant_id: "acme", sub: "somebody else" },
          scopesToSuppress: [WRITE],
        },
      },
    },
  });
  const metadata = JSON.stringify({ job: "nightly" });
  const { body } = await token({ ...CREDENTIALS, aws_client_metadata: metadata }, BASIC);
  expect(claimsOf(body.access_token)).toMatchObject({ sub: MACHINE, tenant_id: "acme", scope: READ });
  expect(testPool.events).toEqual([
    {
      version: "3",
      triggerSource: "TokenGeneration_ClientCredentials",
      region: "eu-central-1",
      userPoolId: testPool.pool.settings.id,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: MACHINE },
      request: {
        userAttributes: {},
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
        scopes: [READ, WRITE],
        clientMetadata: { job: "nightly" },
      },
      response: { claimsAndScopeOverrideDetails: null },
    },
  ]);
});

test("an older trigger is not asked about machines", async () => {
  await testPool.stop();
  await start("V2_0");
  const { status } = await token(CREDENTIALS, BASIC);
  expect({ status, sources: testPool.sources() }).toEqual({ status: 200, sources: [] });
});

test("a trigger that refuses a machine is heard", async () => {
  handler = () => {
    throw new Error("This tenant is suspended");
  };
  await expect(token(CREDENTIALS, BASIC)).resolves.toEqual({
    status: 400,
    body: {
      error: "invalid_request",
      error_description: "PreTokenGeneration failed with error This tenant is suspended.",
    },
  });
});

test("the secret may come in the body, but in one place only", async () => {
  const inBody = { client_id: MACHINE, client_secret: SECRET };
  await expect(token({ ...CREDENTIALS, ...inBody })).resolves.toMatchObject({ status: 200 });
  await expect(token({ ...CREDENTIALS, ...inBody }, BASIC)).resolves.toEqual({
    status: 400,
    body: { error: "invalid_client" },
  });
});

test.each([
  ["an unknown client", { client_id: "nobody" }, { error: "invalid_client" }],
  ["no client", {}, { error: "invalid_client" }],
  [
    "a wrong secret",
    { client_id: MACHINE, client_secret: "wrong" },
    { error: "invalid_client", error_description: "invalid_client_secret" },
  ],
  [
    "no secret",
    { client_id: MACHINE },
    { error: "invalid_client", error_description: "invalid_client_secret" },
  ],
  ["a client of people", { client_id: WEB }, { error: "unauthorized_client" }],
])("%s gets no token", async (_, fields, body) => {
  await expect(token({ ...CREDENTIALS, ...fields })).resolves.toEqual({ status: 400, body });
  expect(testPool.sources()).toEqual([]);
});

test("a machine gets the scopes that it asks for, of those that it is allowed", async () => {
  const { body } = await token({ ...CREDENTIALS, scope: WRITE }, BASIC);
  expect(claimsOf(body.access_token).scope).toBe(WRITE);
  for (const scope of [`${READ} https://api.acme.example/everything`, "openid"])
    await expect(token({ ...CREDENTIALS, scope }, BASIC)).resolves.toEqual({
      status: 400,
      body: { error: "invalid_scope" },
    });
});

test.each([
  ["another grant", { grant_type: "password" }, "unsupported_grant_type"],
  ["no grant", {}, "invalid_request"],
  ["metadata that is no JSON", { ...CREDENTIALS, aws_client_metadata: "{" }, "invalid_request"],
  [
    "metadata that is no map of strings",
    { ...CREDENTIALS, aws_client_metadata: '{"a":1}' },
    "invalid_request",
  ],
])("%s is refused", async (_, fields: Record<string, string>, error) => {
  await expect(token(fields, BASIC)).resolves.toEqual({ status: 400, body: { error } });
});

test("what is not a form is refused", async () => {
  const response = await fetch(`${testPool.endpoint}/oauth2/token`, {
    method: "POST",
    headers: { ...BASIC, "content-type": "application/json" },
    body: JSON.stringify(CREDENTIALS),
  });
  expect(response.status).toBe(400);
  await expect(response.json()).resolves.toEqual({ error: "invalid_request" });
});

test("a sign-in is renewed by its refresh token", async () => {
  const { refreshToken } = await signIn();
  const fields = { grant_type: "refresh_token", client_id: WEB, refresh_token: refreshToken };
  await expect(token(fields)).resolves.toEqual({
    status: 200,
    body: {
      id_token: expect.any(String),
      access_token: expect.any(String),
      expires_in: 3_600,
      token_type: "Bearer",
    },
  });
  expect(testPool.sources()).toEqual(["TokenGeneration_RefreshTokens"]);
  await expect(token({ ...fields, refresh_token: "made-up" })).resolves.toEqual({
    status: 400,
    body: { error: "invalid_grant" },
  });
});

test("a revoked token renews nothing, and what it had brought opens nothing", async () => {
  const { refreshToken, accessToken } = await signIn();
  const fields = { client_id: WEB, token: refreshToken };
  await expect(post("/oauth2/revoke", fields)).resolves.toEqual({ status: 200, body: undefined });
  await expect(post("/oauth2/revoke", fields)).resolves.toEqual({ status: 200, body: undefined });
  await expect(
    token({ grant_type: "refresh_token", client_id: WEB, refresh_token: refreshToken }),
  ).resolves.toEqual({ status: 400, body: { error: "invalid_grant" } });
  await expect(testPool.client.send(new GetUserCommand({ AccessToken: accessToken }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Access Token has been revoked",
  });
});

test("only the client of a refresh token revokes it, and only a refresh token is revoked", async () => {
  const { refreshToken, accessToken } = await signIn();
  await expect(post("/oauth2/revoke", { token: refreshToken }, BASIC)).resolves.toEqual({
    status: 400,
    body: { error: "unauthorized_client" },
  });
  await expect(post("/oauth2/revoke", { token: accessToken, client_id: WEB })).resolves.toEqual({
    status: 400,
    body: { error: "unsupported_token_type" },
  });
  await expect(post("/oauth2/revoke", { token: "made-up", client_id: WEB })).resolves.toMatchObject({
    status: 200,
  });
  await expect(post("/oauth2/revoke", { client_id: WEB })).resolves.toEqual({
    status: 400,
    body: { error: "invalid_request" },
  });
});

async function userInfo(authorization?: string) {
  const response = await fetch(`${testPool.endpoint}/oauth2/userInfo`, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    body: await response.json(),
  };
}

test("user info tells what the client may read of the person", async () => {
  const bearer = await oauthAccessToken(["openid", "email"]);
  const [user] = testPool.pool.users.values();
  await expect(userInfo(`Bearer ${bearer}`)).resolves.toEqual({
    status: 200,
    challenge: null,
    body: { sub: user?.username, username: user?.username, email: EMAIL, email_verified: "true" },
  });
});

const INVALID = "Access token is expired, disabled, or deleted, or the user has globally signed out.";

test("user info takes no token without openid, and none that has ended", async () => {
  const refused = {
    status: 401,
    challenge: `Bearer error="invalid_token", error_description="${INVALID}"`,
    body: { error: "invalid_token", error_description: INVALID },
  };
  const { body } = await token(CREDENTIALS, BASIC);
  const bearer = await oauthAccessToken(["openid"]);
  await expect(userInfo(`Bearer ${body.access_token}`)).resolves.toEqual(refused);
  await expect(userInfo("Bearer made.up.token")).resolves.toEqual(refused);
  testPool.pass(3_600);
  await expect(userInfo(`Bearer ${bearer}`)).resolves.toEqual(refused);
});

test("user info takes no token of the API", async () => {
  const { accessToken } = await signIn();
  await expect(userInfo(`Bearer ${accessToken}`)).resolves.toMatchObject({ status: 401 });
});

test("user info asks for a token", async () => {
  await expect(userInfo()).resolves.toMatchObject({
    status: 400,
    body: { error: "invalid_request", error_description: "Bad OAuth2 request at UserInfo Endpoint" },
  });
});
