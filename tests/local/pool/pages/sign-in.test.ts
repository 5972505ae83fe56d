import { createHash } from "node:crypto";
import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, invite, join, NEW_PASSWORD, PASSWORD, TEMPORARY } from "../ada";
import { type Handler, startPool, type TestPool, WEB } from "../test-pool";
import {
  Browsing,
  CALLBACK,
  claimsOf,
  exchange,
  oauthClient,
  request,
  signInOnPage,
  valuesIn,
} from "./browsing";

const OTHER = "2otherclient00000000000000";
const ADA = { username: EMAIL, password: PASSWORD };

let testPool: TestPool;
let browsing: Browsing;
let preAuthentication: Handler;
let migration: Handler;
beforeEach(async () => {
  preAuthentication = (event) => event;
  migration = (event) => event;
  testPool = await startPool({
    clients: [oauthClient(), oauthClient({ id: OTHER, name: "other", oauthFlows: ["code", "implicit"] })],
    handlers: {
      PreAuthentication: (event) => preAuthentication(event),
      UserMigration: (event) => migration(event),
    },
  });
  browsing = new Browsing(testPool.endpoint);
});
afterEach(() => testPool.stop());

async function joined(): Promise<string> {
  const sub = await join(testPool);
  testPool.events.length = 0;
  return sub;
}

test("somebody opens the page, signs in, comes back with a code, and the code is worth tokens", async () => {
  const sub = await joined();
  const sent = await browsing.open(`/oauth2/authorize?${request()}`);
  expect(sent.status).toBe(302);
  const page = await browsing.open(sent.location);
  expect([page.status, page.heading, page.alert]).toEqual([200, "Sign in", undefined]);
  const back = await browsing.submit(page, ADA);
  expect([back.status, back.location.split("?")[0]]).toEqual([303, CALLBACK]);
  const { code = "", ...rest } = valuesIn(back.location);
  expect(rest).toEqual({ state: "a state" });
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
  ]);

  const { status, body } = await exchange(testPool, { code });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 3_600,
      token_type: "Bearer",
    },
  });
  expect(testPool.sources().slice(2)).toEqual(["TokenGeneration_HostedAuth"]);
  const now = Math.floor(testPool.pool.now().getTime() / 1_000);
  expect(claimsOf(body.id_token)).toMatchObject({
    sub,
    aud: WEB,
    nonce: "a-nonce",
    at_hash: createHash("sha256")
      .update(body.access_token ?? "")
      .digest()
      .subarray(0, 16)
      .toString("base64url"),
    auth_time: now,
    email: EMAIL,
  });
  expect(claimsOf(body.access_token)).toMatchObject({ sub, client_id: WEB, scope: "openid email" });
});

test("the scopes say which attributes are in the ID token", async () => {
  await joined();
  const idFor = async (scope: string) => {
    const back = await signInOnPage(new Browsing(testPool.endpoint), ADA, request({ scope }));
    const { body } = await exchange(testPool, { code: valuesIn(back.location).code ?? "" });
    return body.id_token && Object.keys(claimsOf(body.id_token)).filter((name) => /email/.test(name)).length;
  };
  expect(await idFor("openid")).toBe(2);
  expect(await idFor("openid email")).toBe(2);
  expect(await idFor("aws.cognito.signin.user.admin")).toBeUndefined();
  testPool.pool.clients.put(WEB, {
    ...oauthClient({ oauthScopes: ["openid", "phone"] }),
    secrets: [],
    createdAt: "",
    modifiedAt: "",
  });
  expect(await idFor("openid phone")).toBe(0);
});

test("a refresh token of the pages renews the sign-in", async () => {
  await joined();
  const back = await signInOnPage(browsing, ADA, request({ scope: "openid aws.cognito.signin.user.admin" }));
  const { body } = await exchange(testPool, { code: valuesIn(back.location).code ?? "" });
  const renewed = await exchange(testPool, {
    grant_type: "refresh_token",
    refresh_token: body.refresh_token ?? "",
  });
  const AccessToken = renewed.body.access_token;
  expect(claimsOf(renewed.body.id_token).nonce).toBeUndefined();
  await expect(testPool.client.send(new GetUserCommand({ AccessToken }))).resolves.toMatchObject({
    UserAttributes: expect.arrayContaining([{ Name: "email", Value: EMAIL }]),
  });
});

test("a wrong password and nobody at all read the same", async () => {
  await joined();
  const wrong = await signInOnPage(browsing, { ...ADA, password: "Wrong-Horse-7777" });
  const nobody = await signInOnPage(browsing, { username: "nobody@acme.example", password: PASSWORD });
  expect([wrong.status, wrong.alert]).toEqual([400, "Incorrect e-mail address or password."]);
  expect([nobody.status, nobody.alert]).toEqual([wrong.status, wrong.alert]);
  expect(nobody.text.replaceAll("nobody@acme.example", EMAIL)).toBe(wrong.text);
});

test("what a trigger refuses with is shown in its own words", async () => {
  await joined();
  preAuthentication = () => {
    throw new Error("Acme is closed <today>");
  };
  const refused = await signInOnPage(browsing, ADA);
  expect([refused.status, refused.alert]).toEqual([400, "Acme is closed <today>."]);
  expect(refused.text).not.toContain("<today>");
});

test("somebody of the old system is brought over with the password that they type", async () => {
  migration = (event) => ({
    ...event,
    response: {
      userAttributes: { email: EMAIL, email_verified: "true" },
      finalUserStatus: "CONFIRMED",
      messageAction: "SUPPRESS",
    },
  });
  const back = await signInOnPage(browsing, ADA);
  expect(valuesIn(back.location)).toHaveProperty("code");
  expect(testPool.events[0]).toMatchObject({
    triggerSource: "UserMigration_Authentication",
    userName: EMAIL,
    request: { password: PASSWORD },
  });
});

test("somebody with a temporary password chooses one of their own", async () => {
  await invite(testPool);
  const asked = await signInOnPage(browsing, { username: EMAIL, password: TEMPORARY });
  expect([asked.status, asked.heading]).toEqual([200, "Choose a new password"]);
  const short = await browsing.submit(asked, { password: "short" });
  expect(short.alert).toBe("Password did not conform with policy: Password not long enough");
  const back = await browsing.submit(short, { password: NEW_PASSWORD });
  const { status, body } = await exchange(testPool, { code: valuesIn(back.location).code ?? "" });
  expect([status, claimsOf(body.id_token).email]).toEqual([200, EMAIL]);
  expect(testPool.sources().at(-1)).toBe("TokenGeneration_HostedAuth");
});

test("whoever has signed in is not asked again, by no client, for an hour", async () => {
  await joined();
  await signInOnPage(browsing, ADA);
  testPool.events.length = 0;
  const query = request({ client_id: OTHER });
  testPool.pass(3_599);
  const back = await browsing.open(`/oauth2/authorize?${query}`);
  const { body } = await exchange(testPool, { client_id: OTHER, code: valuesIn(back.location).code ?? "" });
  expect(claimsOf(body.id_token)).toMatchObject({
    aud: OTHER,
    auth_time: Math.floor(testPool.pool.now().getTime() / 1_000) - 3_599,
  });
  expect(testPool.sources()).toEqual(["TokenGeneration_HostedAuth"]);
  testPool.pass(1);
  expect((await browsing.open(`/oauth2/authorize?${query}`)).location).toMatch(/^\/login\?/);
});

test.each([
  ["prompt=login", { prompt: "login" }],
  ["max_age in seconds that have passed", { max_age: "59" }],
])("%s asks somebody again who has signed in", async (_, changes) => {
  await joined();
  await signInOnPage(browsing, ADA);
  testPool.pass(60);
  const sent = await browsing.open(`/oauth2/authorize?${request(changes)}`);
  const page = await browsing.open(sent.location);
  expect([page.heading, page.text]).toEqual(["Sign in", expect.not.stringContaining("Continue as")]);
  const back = await browsing.submit(page, ADA);
  expect(valuesIn(back.location)).toHaveProperty("code");
});

test("the page offers to go on as whoever has signed in, and knows the address that the client hints at", async () => {
  await joined();
  await signInOnPage(browsing, ADA);
  const page = await browsing.open(`/login?${request({ login_hint: "grace@acme.example" })}`);
  expect(page.text).toContain(`Continue as ${EMAIL}`);
  expect(page.text).toContain('value="grace@acme.example"');
});

test("prompt=none shows no page", async () => {
  await joined();
  const query = request({ prompt: "none" });
  const refused = await browsing.open(`/oauth2/authorize?${query}`);
  expect(valuesIn(refused.location)).toEqual({
    error: "login_required",
    error_description: "Nobody is signed in",
    state: "a state",
  });
  await signInOnPage(browsing, ADA);
  expect(valuesIn((await browsing.open(`/oauth2/authorize?${query}`)).location)).toHaveProperty("code");
});

test("tokens come in the address only to a client that may have them so, and never a refresh token", async () => {
  await joined();
  const changes = { response_type: "token", code_challenge: undefined, code_challenge_method: undefined };
  const refused = await browsing.open(`/oauth2/authorize?${request(changes)}`);
  expect(refused.location).toMatch(/#error=unauthorized_client&/);
  const back = await signInOnPage(browsing, ADA, request({ ...changes, client_id: OTHER }));
  expect(back.location).toMatch(new RegExp(`^${CALLBACK}#`));
  const values = valuesIn(back.location);
  expect(values).toEqual({
    id_token: expect.any(String),
    access_token: expect.any(String),
    expires_in: "3600",
    token_type: "Bearer",
    state: "a state",
  });
  expect(claimsOf(values.id_token ?? "").nonce).toBe("a-nonce");
});

test("a client with a default address may leave it out, and all of its scopes are granted if it names none", async () => {
  await joined();
  testPool.pool.clients.put(WEB, {
    ...oauthClient({ defaultRedirectUri: CALLBACK }),
    secrets: [],
    createdAt: "",
    modifiedAt: "",
  });
  const back = await signInOnPage(browsing, ADA, request({ redirect_uri: undefined, scope: undefined }));
  const code = valuesIn(back.location).code ?? "";
  const response = await fetch(`${testPool.endpoint}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: WEB,
      code,
      code_verifier: "a-verifier-of-forty-three-characters-0123456",
    }),
  });
  expect(claimsOf(((await response.json()) as { access_token: string }).access_token).scope).toBe(
    "openid email profile aws.cognito.signin.user.admin",
  );
});

test("a pool without a domain has no pages, and says what to set", async () => {
  await testPool.stop();
  testPool = await startPool({ clients: [oauthClient()], settings: { domain: undefined } });
  browsing = new Browsing(testPool.endpoint);
  for (const path of ["/login", "/oauth2/authorize", "/logout"]) {
    const page = await browsing.open(`${path}?${request()}`);
    expect([page.status, page.heading]).toEqual([404, "This stage has no sign-in pages"]);
    expect(page.text).toContain("domainPrefix");
  }
});
