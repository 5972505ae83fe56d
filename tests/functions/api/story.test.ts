import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { MASK } from "../../../local/lambda/masking";
import { legacyBlaise } from "../../harness/people";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { PASSWORD } from "../../local/edition/visitor";
import * as visitor from "./visitor";
import { type Asked, claimsIn, invite, type Tokens, verdictOf } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

const NEW_PASSWORD = "Difference-Engine-1822";
const LEGACY_PASSWORD = "correct horse battery staple";

/** What people send and get that no log may show. */
const secrets = new Set<string>();
const SENT = [
  "email",
  "password",
  "currentPassword",
  "newPassword",
  "name",
  "code",
  "session",
  "refreshToken",
];
const GOT = ["email", "name", "session", "accessToken", "idToken", "refreshToken"];
const remember = (body: unknown, fields: readonly string[]) => {
  for (const [field, value] of Object.entries(body ?? {}))
    if (typeof value === "string" && fields.includes(field)) secrets.add(value);
};

async function ask(route: string, asked: Asked = {}) {
  const answer = await visitor.ask(visited, route, asked);
  remember(asked.body, SENT);
  remember(answer.body, GOT);
  return answer;
}

const tell = async (route: string, body: object) => verdictOf(await ask(route, { body }));

async function join(name: string): Promise<string> {
  const email = `${name}@acme.example`;
  expect(await tell("POST /auth/sign-up", { email, password: PASSWORD })).toBe("201");
  expect(await tell("POST /auth/confirm", { email, code: visited.code(email), password: PASSWORD })).toBe(
    "204",
  );
  return email;
}

async function signIn(email: string, password = PASSWORD): Promise<Tokens> {
  const answer = await ask("POST /auth/sign-in", { body: { email, password } });
  expect(verdictOf(answer)).toBe("200");
  return answer.body as unknown as Tokens;
}

const profile = async (token: string) => (await ask("GET /profile", { token })).body;

async function attributesOf(email: string) {
  const { UserAttributes = [] } = await visited.client.send(
    new AdminGetUserCommand({ UserPoolId: visited.edition.stack.pool.id, Username: email }),
  );
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("somebody signs up, has the code sent again, confirms, signs in and reads their profile", async () => {
  const email = "ada@acme.example";
  const account = { email, password: PASSWORD, name: "Ada Lovelace", locale: "en-GB" };
  const signedUp = await ask("POST /auth/sign-up", { body: account });
  const delivery = { medium: "EMAIL", destination: "a***@a***" };
  expect([signedUp.status, signedUp.body]).toEqual([201, { confirmed: false, delivery }]);
  expect(await tell("POST /auth/sign-up", account)).toBe("409 account-exists");
  expect(await tell("POST /auth/sign-in", { email, password: PASSWORD })).toBe("401 wrong-credentials");

  const first = visited.code(email);
  const again = await ask("POST /auth/resend-code", { body: { email } });
  expect([again.status, again.text]).toEqual([204, ""]);
  const second = visited.code(email);
  const confirm = { email, password: PASSWORD };
  expect(await tell("POST /auth/confirm", { ...confirm, code: first })).toBe("400 wrong-code");
  const confirmed = await ask("POST /auth/confirm", { body: { ...confirm, code: second } });
  expect([confirmed.status, confirmed.text]).toEqual([204, ""]);
  expect(await tell("POST /auth/confirm", { ...confirm, code: second })).toBe("400 wrong-code");

  const signedIn = await ask("POST /auth/sign-in", { body: { email, password: PASSWORD } });
  expect([signedIn.status, signedIn.body]).toEqual([
    200,
    {
      accessToken: expect.any(String),
      idToken: expect.any(String),
      refreshToken: expect.any(String),
      tokenType: "Bearer",
      expiresIn: 3_600,
    },
  ]);
  const { accessToken } = signedIn.body as unknown as Tokens;
  const own = await ask("GET /profile", { token: accessToken });
  expect([own.status, own.body]).toEqual([
    200,
    {
      sub: claimsIn(accessToken).sub,
      tenantId: "acme",
      role: "member",
      email,
      emailVerified: true,
      name: "Ada Lovelace",
      locale: "en-GB",
    },
  ]);
  for (const { headers } of [signedUp, again, confirmed, signedIn, own])
    expect(headers.get("cache-control")).toBe("no-store");
});

test("who changes their profile finds it in the pool, in the profile and in the next ID token", async () => {
  const email = await join("grace");
  const { accessToken: token, refreshToken } = await signIn(email);
  const changed = { email, emailVerified: true, tenantId: "acme", role: "member", name: "Grace Hopper" };

  const first = await ask("PATCH /profile", { token, body: { name: "Grace Hopper", locale: "de-CH" } });
  expect([first.status, first.body]).toMatchObject([200, { ...changed, locale: "de-CH" }]);
  expect(await profile(token)).toEqual(first.body);
  expect(await attributesOf(email)).toMatchObject({ name: "Grace Hopper", locale: "de-CH" });
  const renewed = await ask("POST /auth/refresh", { body: { refreshToken } });
  expect(claimsIn(renewed.body?.idToken)).toMatchObject({ name: "Grace Hopper", locale: "de-CH" });

  const second = await ask("PATCH /profile", { token, body: { locale: null } });
  expect([second.status, second.body]).toMatchObject([200, { ...changed, locale: null }]);
  expect(await profile(token)).toEqual(second.body);
  const attributes = await attributesOf(email);
  expect([attributes.name, attributes.locale]).toEqual(["Grace Hopper", undefined]);
  const last = claimsIn((await ask("POST /auth/refresh", { body: { refreshToken } })).body?.idToken);
  expect([last.name, last.locale]).toEqual(["Grace Hopper", undefined]);

  await signIn(email);
  expect(await profile(token)).toEqual(second.body);
  expect(verdictOf(await ask("PATCH /profile", { token, body: {} }))).toBe("400 invalid-request");
});

test("a refreshed session goes on, and a session that was ended is over", async () => {
  const email = await join("edsger");
  const { accessToken, refreshToken } = await signIn(email);
  const renewed = await ask("POST /auth/refresh", { body: { refreshToken } });
  expect([renewed.status, renewed.body]).toEqual([
    200,
    { accessToken: expect.any(String), idToken: expect.any(String), tokenType: "Bearer", expiresIn: 3_600 },
  ]);
  expect(renewed.body?.accessToken).not.toBe(accessToken);
  expect(await profile(String(renewed.body?.accessToken))).toMatchObject({ email });

  const other = await signIn(email);
  const ended = await ask("POST /auth/sign-out", { body: { refreshToken } });
  expect([ended.status, ended.text]).toEqual([204, ""]);
  expect(await tell("POST /auth/refresh", { refreshToken })).toBe("401 not-signed-in");
  const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  for (const token of [accessToken, String(renewed.body?.accessToken)])
    expect(verdictOf(await ask("POST /auth/change-password", { token, body: change }))).toBe(
      "401 not-signed-in",
    );
  expect(await tell("POST /auth/sign-out", { refreshToken })).toBe("204");
  expect(await tell("POST /auth/refresh", { refreshToken: other.refreshToken })).toBe("200");
});

test("who signs out everywhere ends every session, with the access token that they have", async () => {
  const email = await join("sonja");
  const [one, other] = [await signIn(email), await signIn(email)];
  const everywhere = (token?: string) =>
    ask("POST /auth/sign-out", { ...(token !== undefined && { token }), body: { everywhere: true } });
  expect(verdictOf(await everywhere())).toBe("401 not-signed-in");
  expect(verdictOf(await everywhere(String(one.idToken)))).toBe("401 not-signed-in");
  expect(await tell("POST /auth/refresh", { refreshToken: other.refreshToken })).toBe("200");
  expect((await everywhere(one.accessToken)).status).toBe(204);
  for (const { refreshToken } of [one, other])
    expect(await tell("POST /auth/refresh", { refreshToken })).toBe("401 not-signed-in");
  expect(verdictOf(await everywhere(one.accessToken))).toBe("401 not-signed-in");
});

test("who knows their password changes it", async () => {
  const email = await join("alan");
  const { accessToken: token } = await signIn(email);
  const change = (currentPassword: string, newPassword: string) =>
    ask("POST /auth/change-password", { token, body: { currentPassword, newPassword } });
  expect(verdictOf(await change("Not-My-Password-1", NEW_PASSWORD))).toBe("401 wrong-credentials");
  const weak = await change(PASSWORD, "short");
  expect([verdictOf(weak), weak.body?.detail]).toEqual(["400 weak-password", "Password not long enough"]);
  const changed = await change(PASSWORD, NEW_PASSWORD);
  expect([changed.status, changed.text]).toEqual([204, ""]);
  expect(await tell("POST /auth/sign-in", { email, password: PASSWORD })).toBe("401 wrong-credentials");
  await signIn(email, NEW_PASSWORD);
});

test("who has forgotten their password sets another, with a code that counts once", async () => {
  const email = await join("konrad");
  const forgotten = await ask("POST /auth/forgot-password", { body: { email } });
  expect([forgotten.status, forgotten.text]).toEqual([204, ""]);
  const code = visited.code(email);
  const reset = (typed: string, newPassword: string) =>
    tell("POST /auth/reset-password", { email, code: typed, newPassword });
  expect(await reset(wrong(code), NEW_PASSWORD)).toBe("400 wrong-code");
  expect(await reset(code, "short")).toBe("400 weak-password");
  expect(await reset(code, NEW_PASSWORD)).toBe("204");
  expect(await reset(code, PASSWORD)).toBe("400 wrong-code");
  expect(await tell("POST /auth/sign-in", { email, password: PASSWORD })).toBe("401 wrong-credentials");
  await signIn(email, NEW_PASSWORD);
});

test("a legacy user signs in with the old password, and is of their tenant in that very session", async () => {
  const email = "blaise@legacy.example";
  await visited.tables.put("LegacyUsersTable", legacyBlaise({ login: email, role: "admin" }));
  expect(await tell("POST /auth/sign-in", { email, password: "not my password" })).toBe(
    "401 wrong-credentials",
  );
  const { accessToken } = await signIn(email, LEGACY_PASSWORD);
  expect(await profile(accessToken)).toEqual({
    sub: claimsIn(accessToken).sub,
    tenantId: "acme",
    role: "admin",
    email,
    emailVerified: true,
    name: "Blaise Pascal",
    locale: null,
  });
});

test("who is of no tenant cannot sign up, and is told why", async () => {
  const body = { email: "eve@elsewhere.example", password: PASSWORD };
  const refused = await ask("POST /auth/sign-up", { body });
  expect([verdictOf(refused), refused.body?.detail]).toEqual(["403 refused", expect.any(String)]);
  expect(refused.body?.detail).not.toMatch(/PreSignUp|failed with error|\.$/);
  for (const attributes of [
    { "custom:tenant_id": "acme" },
    { "custom:role": "admin" },
    { email_verified: "true" },
  ])
    expect(
      await tell("POST /auth/sign-up", { email: "mallory@acme.example", password: PASSWORD, attributes }),
    ).toBe("400 invalid-request");
  expect(await tell("POST /auth/sign-in", { email: "mallory@acme.example", password: PASSWORD })).toBe(
    "401 wrong-credentials",
  );
});

describe("what an application tells the triggers reaches those that Cognito tells it", () => {
  const email = "hedy@acme.example";
  const clientMetadata = { campaign: "autumn" };
  const validationData = { form: "short" };
  const NONE = { clientMetadata: undefined, validationData: undefined };

  /** What each trigger was told while the API was asked; what is null is nothing. */
  async function told(route: string, body: object) {
    const { invocations } = visited.edition.lambda;
    const before = invocations.length;
    const answer = await ask(route, { body: { email, clientMetadata, ...body } });
    expect(answer.status).toBeLessThan(300);
    type Event = { triggerSource?: string; request: Record<string, unknown> };
    const told = invocations.slice(before).flatMap(({ event }) => {
      const { triggerSource, request } = event as Event;
      if (triggerSource === undefined) return [];
      const read = (name: string) => request[name] ?? undefined;
      return [
        [triggerSource, { clientMetadata: read("clientMetadata"), validationData: read("validationData") }],
      ];
    });
    return { answer, told: Object.fromEntries(told) };
  }

  test("at sign-up and confirmation", async () => {
    const signUp = { password: PASSWORD, validationData };
    expect((await told("POST /auth/sign-up", signUp)).told).toEqual({
      PreSignUp_SignUp: { clientMetadata, validationData },
      CustomMessage_SignUp: { ...NONE, clientMetadata },
    });
    expect((await told("POST /auth/resend-code", {})).told).toEqual({
      CustomMessage_ResendCode: { ...NONE, clientMetadata },
    });
    expect(
      (await told("POST /auth/confirm", { code: visited.code(email), password: PASSWORD })).told,
    ).toEqual({
      PostConfirmation_ConfirmSignUp: { ...NONE, clientMetadata },
    });
  });

  test("at sign-in, under another name, and at refresh", async () => {
    const { answer, told: heard } = await told("POST /auth/sign-in", { password: PASSWORD });
    expect(heard).toEqual({
      PreAuthentication_Authentication: { ...NONE, validationData: clientMetadata },
      PostAuthentication_Authentication: NONE,
      TokenGeneration_Authentication: NONE,
    });
    const { refreshToken } = answer.body as unknown as Tokens;
    const refreshing = { body: { refreshToken, clientMetadata } };
    visited.newSources();
    expect((await ask("POST /auth/refresh", refreshing)).status).toBe(200);
    expect(visited.newSources()).toEqual(["TokenGeneration_RefreshTokens"]);
    const [last] = visited.edition.lambda.invocations.slice(-2);
    expect(last?.event).toMatchObject({ request: { clientMetadata } });
  });

  test("when a password is forgotten", async () => {
    expect((await told("POST /auth/forgot-password", {})).told).toEqual({
      CustomMessage_ForgotPassword: { ...NONE, clientMetadata },
    });
    const reset = { code: visited.code(email), newPassword: NEW_PASSWORD };
    expect((await told("POST /auth/reset-password", reset)).told).toEqual({
      PostConfirmation_ConfirmForgotPassword: { ...NONE, clientMetadata },
    });
  });

  test("when somebody moves over", async () => {
    const login = "emilie@legacy.example";
    await visited.tables.put("LegacyUsersTable", legacyBlaise({ login, legacyId: "4712" }));
    const moved = await told("POST /auth/sign-in", { email: login, password: LEGACY_PASSWORD });
    expect(moved.told).toMatchObject({
      UserMigration_Authentication: { ...NONE, validationData: clientMetadata },
      PostAuthentication_Authentication: NONE,
      TokenGeneration_Authentication: NONE,
    });
    const forgetful = "marin@legacy.example";
    await visited.tables.put("LegacyUsersTable", legacyBlaise({ login: forgetful, legacyId: "4713" }));
    expect((await told("POST /auth/forgot-password", { email: forgetful })).told).toMatchObject({
      UserMigration_ForgotPassword: { ...NONE, clientMetadata },
      CustomMessage_ForgotPassword: { ...NONE, clientMetadata },
    });
  });

  test("at the answer to a challenge", async () => {
    const invited = await invite(visited, "radia");
    const { answer, told: heard } = await told("POST /auth/sign-in", { email: invited, password: PASSWORD });
    expect(heard).toEqual({
      PreAuthentication_Authentication: { ...NONE, validationData: clientMetadata },
    });
    const { challenge, session } = answer.body ?? {};
    const body = { email: invited, challenge, session, newPassword: NEW_PASSWORD };
    expect((await told("POST /auth/challenge", body)).told).toEqual({
      PostAuthentication_Authentication: { ...NONE, clientMetadata },
      TokenGeneration_NewPasswordChallenge: { ...NONE, clientMetadata },
    });
  });
});

test("of all that, no log shows a password, a code, a token, a name or an address", () => {
  const { invocations } = visited.edition.lambda;
  expect(secrets.size).toBeGreaterThan(50);
  for (const name of ["api-auth", "api-profile"]) {
    const logs = invocations.filter(({ functionName }) => functionName.endsWith(name)).map(({ log }) => log);
    expect(logs.length).toBeGreaterThan(5);
    for (const log of logs)
      expect(log).toMatchObject([{ api: expect.any(String), route: expect.any(String) }]);
  }
  const log = JSON.stringify(
    invocations.map((invocation) => invocation.log),
    (_, value) => (typeof value === "number" ? undefined : value),
  );
  const words = new Set(log.split(/\W+/));
  expect(
    [...secrets].filter((secret) => words.has(secret) || (secret.length > 6 && log.includes(secret))),
  ).toEqual([]);
  // The edition masks what it recognises; had it found something, it would have been there.
  expect(log).not.toContain(MASK);
});
