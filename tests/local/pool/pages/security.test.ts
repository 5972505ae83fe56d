import {
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  ChangePasswordCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, join, NEW_PASSWORD, PASSWORD, tokensOf } from "../ada";
import { type Handler, settings, startPool, type TestPool, WEB } from "../test-pool";
import {
  Browsing,
  CALLBACK,
  CHALLENGE,
  claimsOf,
  exchange,
  oauthClient,
  request,
  SIGNED_OUT,
  signInOnPage,
  VERIFIER,
  valuesIn,
} from "./browsing";

const OTHER = "2otherclient00000000000000";
const SERVER = "3serverclient0000000000000";
const SECRET = "a-secret-of-the-server";
const ADA = { username: EMAIL, password: PASSWORD };

let testPool: TestPool;
let browsing: Browsing;
let tokenGeneration: Handler;
beforeEach(async () => {
  tokenGeneration = (event) => event;
  testPool = await startPool({
    clients: [
      oauthClient(),
      oauthClient({ id: OTHER, name: "other", callbackUrls: ["https://other.example.com/"], logoutUrls: [] }),
      oauthClient({ id: SERVER, name: "server", secret: SECRET }),
    ],
    handlers: { PreTokenGeneration: (event) => tokenGeneration(event) },
  });
  browsing = new Browsing(testPool.endpoint);
  await join(testPool);
});
afterEach(() => testPool.stop());

async function codeOf(query = request()): Promise<string> {
  const { location } = await signInOnPage(browsing, ADA, query);
  return valuesIn(location).code ?? "";
}

const REFUSED = { status: 400, body: { error: "invalid_grant" } };

describe("the way to the pages", () => {
  test.each([
    ["another site", `${CALLBACK}.evil.example`],
    ["a path beside it", `${CALLBACK}/../evil`],
    ["a query behind it", `${CALLBACK}?next=https://evil.example`],
    ["other letters", CALLBACK.toUpperCase()],
    ["another client's address", "https://other.example.com/"],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
  ])("leads to no address but the client's: %s", async (_, redirect_uri) => {
    for (const path of ["/oauth2/authorize", "/login"]) {
      const page = await browsing.open(`${path}?${request({ redirect_uri })}`);
      expect([page.status, page.location, page.heading]).toEqual([400, "", "This address does not work"]);
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
  });

  test.each([
    ["an unknown client", request({ client_id: "nobody" })],
    ["no client", request({ client_id: undefined })],
    ["two clients", `${request()}&client_id=${OTHER}`],
    ["two addresses", `${request()}&redirect_uri=https://evil.example`],
    ["no address", request({ redirect_uri: undefined })],
  ])("is a page in words for %s", async (_, query) => {
    const page = await browsing.open(`/oauth2/authorize?${query}`);
    expect([page.status, page.location, page.alert]).toEqual([400, "", expect.any(String)]);
  });

  test.each([
    ["no response_type", { response_type: undefined }, "invalid_request"],
    ["another response_type", { response_type: "id_token" }, "invalid_request"],
    ["a challenge in plain text", { code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge without a method", { code_challenge_method: undefined }, "invalid_request"],
    ["a method without a challenge", { code_challenge: undefined }, "invalid_request"],
    ["a challenge of another form", { code_challenge: "short" }, "invalid_request"],
    ["another scope", { scope: "openid admin" }, "invalid_scope"],
    ["e-mail without openid", { scope: "email" }, "invalid_scope"],
    ["an unknown prompt", { prompt: "always" }, "invalid_request"],
    ["an age that is none", { max_age: "-1" }, "invalid_request"],
  ])("comes back with an error and the state: %s", async (_, changes, error) => {
    for (const path of ["/oauth2/authorize", "/login"]) {
      const { status, location } = await browsing.open(`${path}?${request(changes)}`);
      expect([status, location.split("?")[0]]).toEqual([302, CALLBACK]);
      expect(valuesIn(location)).toEqual({ error, error_description: expect.any(String), state: "a state" });
    }
  });

  test("may lead into an app of its own scheme", async () => {
    const { location } = await signInOnPage(
      browsing,
      ADA,
      request({ redirect_uri: "com.example.app://signed-in" }),
    );
    expect(location).toMatch(/^com\.example\.app:\/\/signed-in\?code=/);
  });
});

describe("a code", () => {
  test("counts once, and whoever presents it again ends what came of it", async () => {
    const code = await codeOf(request({ scope: "aws.cognito.signin.user.admin" }));
    const { body } = await exchange(testPool, { code });
    const AccessToken = body.access_token;
    const read = () => testPool.client.send(new GetUserCommand({ AccessToken }));
    await expect(read()).resolves.toBeDefined();
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    await expect(read()).rejects.toMatchObject({ message: "Access Token has been revoked" });
    await expect(
      exchange(testPool, { grant_type: "refresh_token", refresh_token: body.refresh_token ?? "" }),
    ).resolves.toEqual(REFUSED);
  });

  test("counts once, also for two who present it at the same time", async () => {
    const code = await codeOf();
    let second: unknown;
    tokenGeneration = async (event) => {
      second ??= await exchange(testPool, { code });
      return event;
    };
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    expect(second).toEqual(REFUSED);
  });

  test("counts for five minutes", async () => {
    const code = await codeOf();
    testPool.pass(300);
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
  });

  test.each([
    ["another verifier", { code_verifier: VERIFIER.replace("a", "b") }],
    ["the challenge in place of the verifier", { code_verifier: CHALLENGE }],
    ["another address", { redirect_uri: "com.example.app://signed-in" }],
    ["another client", { client_id: OTHER }],
  ])("is lost to %s, and then to everybody", async (_, fields) => {
    const code = await codeOf();
    await expect(exchange(testPool, { code, ...fields })).resolves.toEqual(REFUSED);
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    expect(testPool.sources()).not.toContain("TokenGeneration_HostedAuth");
  });

  test("needs the verifier that belongs to it, and none where there was no challenge", async () => {
    const { location } = await signInOnPage(browsing, ADA);
    const fields = { grant_type: "authorization_code", client_id: WEB, redirect_uri: CALLBACK };
    const response = await fetch(`${testPool.endpoint}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({ ...fields, code: valuesIn(location).code ?? "" }),
    });
    expect(response.status).toBe(400);
    const code = await codeOf(request({ code_challenge: undefined, code_challenge_method: undefined }));
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
  });

  test("of a client with a secret is worth nothing without the secret", async () => {
    const query = request({ client_id: SERVER });
    await expect(exchange(testPool, { client_id: SERVER, code: await codeOf(query) })).resolves.toEqual({
      status: 400,
      body: { error: "invalid_client", error_description: "invalid_client_secret" },
    });
    const { status } = await exchange(testPool, {
      client_id: SERVER,
      client_secret: SECRET,
      code: await codeOf(query),
    });
    expect(status).toBe(200);
  });

  test("carries state and nonce of its own request, and of no other", async () => {
    const first = await signInOnPage(browsing, ADA, request({ state: "one", nonce: "first" }));
    const second = await browsing.open(`/oauth2/authorize?${request({ state: "two", nonce: "second" })}`);
    const values = [first, second].map(({ location }) => valuesIn(location));
    expect(values.map(({ state }) => state)).toEqual(["one", "two"]);
    for (const [index, nonce] of ["first", "second"].entries()) {
      const { body } = await exchange(testPool, { code: values[index]?.code ?? "" });
      expect(claimsOf(body.id_token).nonce).toBe(nonce);
    }
  });

  test.each([
    ["has been disabled", () => new AdminDisableUserCommand({ UserPoolId: settings().id, Username: EMAIL })],
    [
      "has signed out everywhere",
      () => new AdminUserGlobalSignOutCommand({ UserPoolId: settings().id, Username: EMAIL }),
    ],
  ])("of somebody who %s is worth nothing, and the browser is signed out", async (_, command) => {
    const code = await codeOf();
    await testPool.client.send(command() as AdminDisableUserCommand);
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    expect((await browsing.open(`/oauth2/authorize?${request()}`)).location).toMatch(/^\/login\?/);
    expect(testPool.sources()).not.toContain("TokenGeneration_HostedAuth");
  });

  test("of somebody who signs out everywhere twice within a second is worth nothing either", async () => {
    const signOut = () =>
      testPool.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId: settings().id, Username: EMAIL }));
    await signOut();
    const code = await codeOf();
    await signOut();
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    expect((await browsing.open(`/oauth2/authorize?${request()}`)).location).toMatch(/^\/login\?/);
  });

  test("of somebody who has another password is worth nothing, and the browser is signed out", async () => {
    const code = await codeOf();
    const { AccessToken } = await tokensOf(testPool);
    await testPool.client.send(
      new ChangePasswordCommand({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: NEW_PASSWORD }),
    );
    await expect(exchange(testPool, { code })).resolves.toEqual(REFUSED);
    expect((await browsing.open(`/oauth2/authorize?${request()}`)).location).toMatch(/^\/login\?/);
  });
});

describe("a form", () => {
  const NOT_OWN = "That form was not sent to this browser, or is too old. Try again.";

  test("is taken only from the browser that it was sent to", async () => {
    const page = await browsing.open(`/login?${request()}`);
    const attackers = new Browsing(testPool.endpoint);
    const forged = await attackers.open(`/login?${request()}`);
    for (const submitted of [
      // Without any cookie, with the cookie of another page, and with no token.
      await new Browsing(testPool.endpoint).submit(page, ADA),
      await browsing.submit(forged, ADA),
      await browsing.submit({ form: { ...page.form, hidden: {} } }, ADA),
    ])
      expect([submitted.status, submitted.alert, submitted.location]).toEqual([400, NOT_OWN, ""]);
    expect(testPool.sources()).not.toContain("PreAuthentication_Authentication");
  });

  test("is not taken from another site, even with a cookie that the other site has planted", async () => {
    const page = await browsing.open(`/login?${request()}`);
    for (const site of ["cross-site", "same-site", "none"]) {
      const submitted = await browsing.submit(page, ADA, { "sec-fetch-site": site });
      expect(submitted.status).toBeGreaterThanOrEqual(400);
      expect(submitted.location).toBe("");
    }
    const own = { "sec-fetch-site": "same-origin", origin: "null" };
    expect((await browsing.submit(page, ADA, own)).status).toBe(303);
  });

  test("that names a field twice is refused", async () => {
    const page = await browsing.open(`/login?${request()}`);
    const cookie = [...browsing.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${testPool.endpoint}${page.form.action}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
      body: `csrf=${page.form.hidden.csrf}&username=a&username=b&password=c`,
    });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining("could not be read"),
    ]);
  });
});

test("every page keeps out scripts, frames, referrers and caches", async () => {
  const pages = [
    await browsing.open(`/login?${request()}`),
    await browsing.open("/oauth2/authorize"),
    await browsing.open("/logout"),
    await browsing.open(`/oauth2/authorize?${request()}`),
  ];
  for (const { headers } of pages)
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-security-policy": expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
  const [page] = pages;
  expect(page?.headers.get("content-security-policy")).toMatch(
    /form-action 'self' https:\/\/app\.example\.com$/,
  );
  expect(page?.text).not.toMatch(/<script|javascript:|unsafe-inline/);
});

test("a cookie is for this pool's pages, and no script reads it", async () => {
  const page = await browsing.open(`/login?${request()}`);
  const back = await browsing.submit(page, ADA);
  expect(back.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      new RegExp(`^session-${settings().id}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600$`),
    ),
  ]);
});

test("the session of another pool on this laptop opens nothing, and neither does one that comes twice", async () => {
  await signInOnPage(browsing, ADA);
  const name = `session-${settings().id}`;
  const ticket = browsing.cookies.get(name) ?? "";
  const openWith = async (cookie: string, { endpoint } = testPool) =>
    (await new Browsing(endpoint).open(`/oauth2/authorize?${request()}`, { cookie })).location;
  expect(await openWith(`${name}=${ticket}`)).toMatch(/\?code=/);
  const other = await startPool({ clients: [oauthClient()] });
  expect(await openWith(`${name}=${ticket}`, other)).toMatch(/^\/login/);
  await other.stop();
  expect(await openWith(`session-eu-central-1_Another=${ticket}`)).toMatch(/^\/login/);
  expect(await openWith(`${name}=${ticket}; ${name}=${"x".repeat(43)}`)).toMatch(/^\/login/);
});

test("signing in gives the browser a new secret, and ends the one before", async () => {
  await signInOnPage(browsing, ADA);
  const name = `session-${settings().id}`;
  const before = browsing.cookies.get(name) ?? "";
  await signInOnPage(browsing, ADA);
  expect(browsing.cookies.get(name)).not.toBe(before);
  const kept = await new Browsing(testPool.endpoint).open(`/oauth2/authorize?${request()}`, {
    cookie: `${name}=${before}`,
  });
  expect(kept.location).toMatch(/^\/login/);
});

test("markup is shown as it was written", async () => {
  const markup = `"><script>alert('x')</script>`;
  for (const page of [
    await browsing.open(`/login?${request({ login_hint: markup, state: markup, lang: markup })}`),
    await browsing.open(`/login?${request({ client_id: markup })}`),
    await browsing.open(`/login?${request({ redirect_uri: markup })}`),
    await browsing.open(`/logout?${new URLSearchParams({ client_id: WEB, logout_uri: markup })}`),
    await signInOnPage(browsing, { username: markup, password: markup }),
  ])
    expect(page.text).not.toMatch(/<script|"><s/);
});

describe("signing out", () => {
  const logOut = (fields: Record<string, string>) => browsing.open(`/logout?${new URLSearchParams(fields)}`);
  const isSignedIn = async () =>
    (await browsing.open(`/oauth2/authorize?${request()}`)).location.startsWith(CALLBACK);
  beforeEach(() => signInOnPage(browsing, ADA));

  test("ends the session of the browser, and leads where the client wants", async () => {
    expect(await isSignedIn()).toBe(true);
    const kept = new Map(browsing.cookies);
    const left = await logOut({ client_id: WEB, logout_uri: SIGNED_OUT });
    expect([left.status, left.location]).toEqual([302, SIGNED_OUT]);
    expect(browsing.cookies.has(`session-${settings().id}`)).toBe(false);
    expect(await isSignedIn()).toBe(false);
    for (const [name, value] of kept) browsing.cookies.set(name, value);
    expect(await isSignedIn()).toBe(false);
  });

  test("may lead to signing in again", async () => {
    const left = await browsing.open(`/logout?${request()}`);
    expect(left.location).toBe(`/login?${request()}`);
    expect(await isSignedIn()).toBe(false);
  });

  test.each([
    ["an address that is none of the client's", { client_id: WEB, logout_uri: "https://evil.example" }],
    ["a callback address", { client_id: WEB, logout_uri: CALLBACK }],
    ["another client's address", { client_id: OTHER, logout_uri: SIGNED_OUT }],
    ["an unknown client", { client_id: "nobody", logout_uri: SIGNED_OUT }],
    ["no address at all", { client_id: WEB }],
  ])("leads nowhere and ends nothing with %s", async (_, fields) => {
    const page = await logOut(fields as Record<string, string>);
    expect([page.status, page.location, page.heading]).toEqual([400, "", "You are still signed in"]);
    expect(await isSignedIn()).toBe(true);
  });
});
