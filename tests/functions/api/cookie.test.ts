import { loadBundle, type Trigger } from "../../harness/triggers";
import { packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD, refresh } from "../../local/edition/visitor";
import { type Answer, ask, invite, signIn, verdictOf } from "./visitor";

/** The page of the application, by `corsOrigins` of this stage. */
const APP = "http://localhost:3000";
const STRANGERS = [
  "https://evil.example",
  "null",
  "https://localhost:3000",
  "http://localhost",
  "http://localhost:30000",
  "http://localhost:3000.evil.example",
  "http://evil.example/http://localhost:3000",
  "http://LOCALHOST:3000",
  "*",
];
const EMAIL = "ada@acme.example";
const NEW_PASSWORD = "Difference-Engine-1822";

let visited: TestEdition;

interface Browser {
  readonly origin?: string;
  readonly cookie?: string;
  readonly type?: string;
}

const send = (route: string, body: unknown, { origin, cookie, type }: Browser = {}) =>
  ask(visited, route, {
    body,
    headers: {
      ...(origin !== undefined && { origin }),
      ...(cookie !== undefined && { cookie }),
      ...(type !== undefined && { "content-type": type }),
    },
  });

const CREDENTIALS = { email: EMAIL, password: PASSWORD };
const COOKIE = /^__Host-refresh_token=([\w.-]+); Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=(\d+)$/;
const NO_COOKIE = "__Host-refresh_token=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
const IN_BROWSER = {
  accessToken: expect.any(String),
  idToken: expect.any(String),
  tokenType: "Bearer",
  expiresIn: 3_600,
};

/** What a browser sends from then on. */
function cookieOf({ headers }: Answer): string {
  const [set = "", ...others] = headers.getSetCookie();
  expect(others).toEqual([]);
  expect(set).toMatch(COOKIE);
  return set.split(";")[0] ?? "";
}

const inBrowser = async () => cookieOf(await send("POST /auth/sign-in", CREDENTIALS, { origin: APP }));

const corsHeaders = ({ headers }: Pick<Response, "headers">) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));

describe("on a stage whose browsers keep the refresh token in a cookie", () => {
  beforeAll(async () => {
    visited = await startTestEdition(
      {},
      await packageService("--stage", "dev", "--param=refreshTokenCookie=on"),
    );
    await join(visited, EMAIL);
  });
  afterAll(() => visited.stop());

  test("a browser gets it as a cookie for this host, which no script reads, and nowhere else", async () => {
    const answer = await send("POST /auth/sign-in", CREDENTIALS, { origin: APP });
    expect([answer.status, answer.body]).toEqual([200, IN_BROWSER]);
    const [, token = "", maxAge] = COOKIE.exec(answer.headers.getSetCookie()[0] ?? "") ?? [];
    expect(token.length).toBeGreaterThan(100);
    expect(maxAge).toBe(String(30 * 86_400));
    expect(answer.text).not.toContain(token);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("who bears no origin gets it in the body", async () => {
    const answer = await send("POST /auth/sign-in", CREDENTIALS);
    expect(answer.body).toEqual({ ...IN_BROWSER, refreshToken: expect.any(String) });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const renewed = await send("POST /auth/refresh", { refreshToken: answer.body?.refreshToken });
    expect([renewed.status, renewed.body, renewed.headers.getSetCookie()]).toEqual([200, IN_BROWSER, []]);
  });

  test("so does whoever answers a challenge", async () => {
    const email = await invite(visited, "radia");
    const asked = await send("POST /auth/sign-in", { email, password: PASSWORD }, { origin: APP });
    expect(asked.headers.getSetCookie()).toEqual([]);
    const { challenge, session } = asked.body ?? {};
    const answer = { challenge, session, email, newPassword: NEW_PASSWORD };
    expect(verdictOf(await send("POST /auth/challenge", answer, { origin: "https://evil.example" }))).toBe(
      "403 forbidden-origin",
    );
    const done = await send("POST /auth/challenge", answer, { origin: APP });
    expect(done.body).toEqual(IN_BROWSER);
    expect(cookieOf(done)).toBeTruthy();
  });

  test("the cookie renews the session and ends it", async () => {
    const cookie = `theme=dark; ${await inBrowser()}; other=1`;
    const renewed = await send("POST /auth/refresh", {}, { origin: APP, cookie });
    expect([renewed.status, renewed.body, renewed.headers.getSetCookie()]).toEqual([200, IN_BROWSER, []]);

    const ended = await send("POST /auth/sign-out", {}, { origin: APP, cookie });
    expect([ended.status, ended.text, ended.headers.getSetCookie()]).toEqual([204, "", [NO_COOKIE]]);
    expect(verdictOf(await send("POST /auth/refresh", {}, { origin: APP, cookie }))).toBe(
      "401 not-signed-in",
    );
    for (const forgotten of [cookie, undefined]) {
      const again = await send(
        "POST /auth/sign-out",
        {},
        { origin: APP, ...(forgotten && { cookie: forgotten }) },
      );
      expect([again.status, again.headers.getSetCookie()]).toEqual([204, [NO_COOKIE]]);
    }
  });

  test.each([
    "",
    "theme=dark",
    "__Host-refresh_token=",
    "__Host-refresh_token=abc",
    "refresh_token=abc",
    "=;=;",
  ])("the cookie %j is no session", async (cookie) => {
    const answer = await send("POST /auth/refresh", {}, { origin: APP, cookie });
    expect([verdictOf(answer), answer.headers.getSetCookie()]).toEqual(["401 not-signed-in", []]);
  });

  test("a cookie under a similar name is not taken", async () => {
    const cookie = await inBrowser();
    for (const similar of [`x${cookie}`, cookie.replace("__Host-", ""), cookie.replace("__Host-", "__host-")])
      expect(verdictOf(await send("POST /auth/refresh", {}, { origin: APP, cookie: similar }))).toBe(
        "401 not-signed-in",
      );
  });

  test("without an origin the cookie counts for nothing", async () => {
    const cookie = await inBrowser();
    for (const route of ["POST /auth/refresh", "POST /auth/sign-out"]) {
      const answer = await send(route, {}, { cookie });
      expect([verdictOf(answer), answer.headers.getSetCookie()]).toEqual(["400 invalid-request", []]);
    }
    expect((await send("POST /auth/refresh", {}, { origin: APP, cookie })).status).toBe(200);
  });

  test.each(STRANGERS)("a page of %s signs nobody in, out or on", async (origin) => {
    const cookie = await inBrowser();
    for (const [route, body] of [
      ["POST /auth/sign-in", CREDENTIALS],
      ["POST /auth/refresh", {}],
      ["POST /auth/sign-out", {}],
    ] as const) {
      const answer = await send(route, body, { origin, cookie });
      expect([verdictOf(answer), answer.headers.getSetCookie()]).toEqual(["403 forbidden-origin", []]);
      expect(answer.body).not.toHaveProperty("accessToken");
      expect(corsHeaders(answer)).toEqual({});
    }
    expect((await send("POST /auth/refresh", {}, { origin: APP, cookie })).status).toBe(200);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "what a form can send, of the type %s, does nothing",
    async (type) => {
      const cookie = await inBrowser();
      const credentials = JSON.stringify(CREDENTIALS);
      for (const browser of [
        { origin: APP, cookie, type },
        { cookie, type },
      ]) {
        const [signedIn, ended] = [
          await send("POST /auth/sign-in", credentials, browser),
          await send("POST /auth/sign-out", "{}", browser),
        ];
        for (const answer of [signedIn, ended])
          expect([verdictOf(answer), answer.headers.getSetCookie()]).toEqual([
            "415 unsupported-media-type",
            [],
          ]);
      }
      expect((await send("POST /auth/refresh", {}, { origin: APP, cookie })).status).toBe(200);
    },
  );

  const ALLOWED = {
    "access-control-allow-origin": APP,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "etag",
  };

  test("browsers are told that this page, and no other, may read answers with credentials", async () => {
    const answers = (origin: string) =>
      Promise.all([
        send("POST /auth/sign-in", CREDENTIALS, { origin }),
        send("POST /auth/sign-in", { email: EMAIL, password: "Not-My-Password-1" }, { origin }),
        send("POST /auth/forgot-password", {}, { origin }),
        ask(visited, "GET /profile", { headers: { origin } }),
        ask(visited, "GET /nowhere", { headers: { origin } }),
      ]);
    for (const answer of await answers(APP)) expect(corsHeaders(answer)).toEqual(ALLOWED);
    for (const answer of await answers("https://evil.example")) expect(corsHeaders(answer)).toEqual({});
  });

  test("a preflight allows this page what the API takes, and any other page nothing", async () => {
    const preflight = (path: string, origin: string) =>
      fetch(`${visited.edition.apiUrl}${path}`, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
        },
      });
    for (const path of ["/auth/sign-in", "/auth/refresh", "/auth/change-password", "/profile"]) {
      const allowed = await preflight(path, APP);
      expect([allowed.status, corsHeaders(allowed)]).toEqual([
        204,
        {
          ...ALLOWED,
          "access-control-allow-methods": "GET,POST,PUT,PATCH,DELETE",
          "access-control-allow-headers": "authorization,content-type,if-match",
          "access-control-max-age": "7200",
        },
      ]);
      for (const origin of STRANGERS) expect(corsHeaders(await preflight(path, origin))).toEqual({});
    }
  });
});

describe("on a stage whose refresh tokens rotate", () => {
  beforeAll(async () => {
    const rotating = ["--param=refreshTokenCookie=on", "--param=refreshTokenRotation=30"];
    visited = await startTestEdition({}, await packageService("--stage", "dev", ...rotating));
    await join(visited, EMAIL);
  });
  afterAll(() => visited.stop());

  const renew = (cookie: string) => send("POST /auth/refresh", {}, { origin: APP, cookie });

  test("the cookie rotates as well: two tabs may renew at once", async () => {
    const first = await inBrowser();
    const renewed = await Promise.all([renew(first), renew(first)]);
    expect(renewed.map(({ status, body }) => [status, body])).toEqual([
      [200, IN_BROWSER],
      [200, IN_BROWSER],
    ]);
    const cookies = renewed.map(cookieOf);
    expect(new Set([first, ...cookies]).size).toBe(3);
    for (const cookie of cookies) cookieOf(await renew(cookie));
  });

  test("a token that is used again later ends its sign-in, for whoever holds the others, and no other one", async () => {
    const [first, elsewhere] = [await inBrowser(), await inBrowser()];
    const second = cookieOf(await renew(first));
    visited.pass(30);
    const late = await renew(first);
    expect([verdictOf(late), late.headers.getSetCookie()]).toEqual(["401 not-signed-in", []]);
    expect(verdictOf(await renew(second))).toBe("401 not-signed-in");
    cookieOf(await renew(elsewhere));
  });

  test("who bears no origin gets the new one in the body, also in another tenant's name", async () => {
    const { refreshToken } = await signIn(visited, EMAIL);
    const renewed = await send("POST /auth/refresh", { refreshToken, tenant: "acme" });
    expect([renewed.body, renewed.headers.getSetCookie()]).toEqual([
      { ...IN_BROWSER, refreshToken: expect.any(String) },
      [],
    ]);
    expect(renewed.body?.refreshToken).not.toBe(refreshToken);
  });

  test("to sign out ends the session with every token that it had", async () => {
    const first = await inBrowser();
    const second = cookieOf(await renew(first));
    expect((await send("POST /auth/sign-out", {}, { origin: APP, cookie: second })).status).toBe(204);
    for (const cookie of [first, second]) expect(verdictOf(await renew(cookie))).toBe("401 not-signed-in");
  });

  test("the flow for refresh tokens that stay is closed", async () => {
    const { refreshToken } = await signIn(visited, EMAIL);
    await expect(refresh(visited, refreshToken)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("on a stage without such a cookie, and without the panel", () => {
  beforeAll(async () => {
    visited = await startTestEdition({}, await packageService("--stage", "dev", "--param=panel=off"));
    await join(visited, EMAIL);
  });
  afterAll(() => visited.stop());

  test("every client gets the token in the body, and no page may send credentials", async () => {
    const answer = await send("POST /auth/sign-in", CREDENTIALS, { origin: APP });
    expect(answer.body).toEqual({ ...IN_BROWSER, refreshToken: expect.any(String) });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(corsHeaders(answer)).toEqual({
      "access-control-allow-origin": APP,
      "access-control-expose-headers": "etag",
    });
    const elsewhere = await send("POST /auth/sign-in", CREDENTIALS, { origin: "https://evil.example" });
    expect(corsHeaders(elsewhere)).toEqual({});
  });

  test("a cookie counts for nothing", async () => {
    const { refreshToken } = await signIn(visited, EMAIL);
    const cookie = `__Host-refresh_token=${refreshToken}`;
    for (const route of ["POST /auth/refresh", "POST /auth/sign-out"])
      expect(verdictOf(await send(route, {}, { origin: APP, cookie }))).toBe("400 invalid-request");
    expect((await send("POST /auth/refresh", { refreshToken })).status).toBe(200);
  });

  test("the API's own origin is one like any other", async () => {
    const { refreshToken } = await signIn(visited, EMAIL);
    const own = { origin: visited.edition.apiUrl ?? "", cookie: `__Host-refresh_token=${refreshToken}` };
    const answer = await send("POST /auth/sign-in", CREDENTIALS, own);
    expect([answer.body, answer.headers.getSetCookie()]).toEqual([
      { ...IN_BROWSER, refreshToken: expect.any(String) },
      [],
    ]);
    expect(verdictOf(await send("POST /auth/refresh", {}, own))).toBe("400 invalid-request");
  });
});

describe("on a stage with the panel", () => {
  beforeAll(async () => {
    visited = await startTestEdition();
    await join(visited, EMAIL);
  });
  afterAll(() => visited.stop());

  const own = () => visited.edition.apiUrl ?? "";
  const inPanel = async () => cookieOf(await send("POST /auth/sign-in", CREDENTIALS, { origin: own() }));

  test("a page of the API's own origin gets the token as a cookie, and only it", async () => {
    const answer = await send("POST /auth/sign-in", CREDENTIALS, { origin: own() });
    expect([answer.status, answer.body]).toEqual([200, IN_BROWSER]);
    const cookie = cookieOf(answer);
    const renewed = await send("POST /auth/refresh", {}, { origin: own(), cookie });
    expect([renewed.status, renewed.body]).toEqual([200, IN_BROWSER]);
    const ended = await send("POST /auth/sign-out", {}, { origin: own(), cookie });
    expect([ended.status, ended.headers.getSetCookie()]).toEqual([204, [NO_COOKIE]]);
    expect(verdictOf(await send("POST /auth/refresh", {}, { origin: own(), cookie }))).toBe(
      "401 not-signed-in",
    );
  });

  test("a listed page goes on with the token in the body", async () => {
    const answer = await send("POST /auth/sign-in", CREDENTIALS, { origin: APP });
    expect([answer.body, answer.headers.getSetCookie()]).toEqual([
      { ...IN_BROWSER, refreshToken: expect.any(String) },
      [],
    ]);
  });

  test("the cookie counts for nothing at another origin, however like the API's", async () => {
    const cookie = await inPanel();
    const { port, host } = new URL(own());
    for (const origin of [
      ...STRANGERS,
      APP,
      `https://${host}`,
      `http://localhost:${port}`,
      `http://127.0.0.2:${port}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `http://evil.example:${port}`,
      `${own()}.evil.example`,
      `${own()}/`,
      undefined,
    ])
      for (const route of ["POST /auth/refresh", "POST /auth/sign-out"]) {
        const answer = await send(route, {}, { cookie, ...(origin !== undefined && { origin }) });
        expect([origin, verdictOf(answer), answer.headers.getSetCookie()]).toEqual([
          origin,
          "400 invalid-request",
          [],
        ]);
      }
    expect((await send("POST /auth/refresh", {}, { origin: own(), cookie })).status).toBe(200);
  });

  test("the panel itself is there for everybody", async () => {
    const page = await fetch(`${own()}/panel`);
    expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    const known = { "if-none-match": page.headers.get("etag") ?? "" };
    expect((await fetch(`${own()}/panel`, { headers: known })).status).toBe(304);
  });
});

describe("on a stage with such a cookie and the panel, in AWS", () => {
  const AWS_HOST = "abc123.execute-api.eu-central-1.amazonaws.com";
  let bundle: Trigger;
  beforeAll(() => {
    bundle = loadBundle("api-auth", "", { REFRESH_TOKEN_COOKIE: "on", PANEL: "on" });
  });
  afterAll(() => bundle.stop());

  const renew = async (origin: string, domainName?: string) => {
    const answer = (await bundle({
      routeKey: "POST /auth/refresh",
      headers: { origin, "content-type": "application/json" },
      requestContext: { domainName },
      body: "{}",
    })) as { body: string };
    return JSON.parse(answer.body).code;
  };

  test.each([
    [`https://${AWS_HOST}`, AWS_HOST],
    ["https://api.acme.example", "api.acme.example"],
    [APP, AWS_HOST],
  ])("the cookie of %s counts, where the API is %s", async (origin, host) => {
    expect(await renew(origin, host)).toBe("not-signed-in");
  });

  test.each([
    [`http://${AWS_HOST}`, AWS_HOST],
    [`https://${AWS_HOST}:8443`, AWS_HOST],
    ["https://undefined", undefined],
    [`https://${AWS_HOST}`, "api.acme.example"],
    ["https://localhost.evil.example", "localhost.evil.example:1"],
  ])("%s is a stranger, where the API is %s", async (origin, host) => {
    expect(await renew(origin, host)).toBe("forbidden-origin");
  });
});
