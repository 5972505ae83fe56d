import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DeleteTableCommand } from "@aws-sdk/client-dynamodb";
import { totpOf } from "../../local/pool/mfa/totp";
import { PROBLEM_CODES } from "../../shared/api/problem";
import { claimsIn } from "../functions/api/visitor";
import { Authenticator } from "../harness/authenticator";
import { INVITATION_SECRET, invitation } from "../harness/people";
import { signedJwt } from "../harness/signed-jwt";
import { asArguments, packageService } from "../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../local/edition/start-test-edition";
import { type Answer, type DocumentedApi, differences, documentedApi } from "./documented-api";
import { at, codesOf, mistakes, OPERATIONS, schemaAt } from "./openapi-document";
import { maximalBodies, minimalBodies, wrongBodies } from "./request-bodies";

const PASSWORD = "Analytical-Engine-1843";
const ORIGIN = "https://app.example.com";
/** In bytes. */
const largestBody = (route: string) => (route.endsWith("/invitations") ? 64 : 16) * 1_024;
const BROWSER = { origin: ORIGIN };

let plain: TestEdition;
let strict: TestEdition;
let api: DocumentedApi;
let strictApi: DocumentedApi;
let openApi: DocumentedApi;

beforeAll(async () => {
  const product = await packageService(
    "--stage",
    "dev",
    ...asArguments({ mfa: "required", smsMfa: "on", refreshTokenCookie: "on", corsOrigins: ORIGIN }),
  );
  plain = await startTestEdition();
  strict = await startTestEdition({}, product);
  api = documentedApi(plain.edition.apiUrl ?? "");
  strictApi = documentedApi(strict.edition.apiUrl ?? "");
});
afterAll(async () => {
  await plain?.stop();
  await strict?.stop();
});

/** An answer of this status, and of this problem code, message or challenge if one is given. */
async function expectAnswer(answering: Promise<Answer>, status: number, said?: string): Promise<Answer> {
  const answer = await answering;
  const { code, message, challenge } = answer.body ?? {};
  expect({ status: answer.status, said: code ?? message ?? challenge }).toEqual({ status, said });
  return answer;
}

async function join(
  test: TestEdition,
  { send }: DocumentedApi,
  email: string,
  attributes = {},
): Promise<void> {
  await expectAnswer(send("POST /auth/sign-up", { body: { email, password: PASSWORD, attributes } }), 201);
  const { code } = test;
  await expectAnswer(
    send("POST /auth/confirm", { body: { email, code: code(email), password: PASSWORD } }),
    204,
  );
}

const totp = ({ edition }: TestEdition, secret = "", stepsAhead = 0) =>
  totpOf(secret, Math.floor(edition.pool.now().getTime() / 30_000) + stepsAhead);

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

const signIn = (email: string, password = PASSWORD) =>
  api.send("POST /auth/sign-in", { body: { email, password } });

describe("a stage with its defaults answers as described", () => {
  const email = "ada@acme.example";

  test("when somebody signs up and proves their address", async () => {
    const signUp = (body: object) => api.send("POST /auth/sign-up", { body });
    await expectAnswer(signUp({ email }), 400, "invalid-request");
    await expectAnswer(signUp({ email, password: "short" }), 400, "weak-password");
    await expectAnswer(signUp({ email: "ada@nowhere.example", password: PASSWORD }), 403, "refused");
    await expectAnswer(signUp({ email, password: PASSWORD, name: "Ada Lovelace" }), 201);
    await expectAnswer(signUp({ email, password: PASSWORD }), 409, "account-exists");
    await expectAnswer(signIn(email), 401, "wrong-credentials");
    await expectAnswer(api.send("POST /auth/resend-code", { body: { email } }), 204);
    const code = plain.code(email);
    const confirm = (body: object) =>
      api.send("POST /auth/confirm", { body: { email, code, password: PASSWORD, ...body } });
    await expectAnswer(confirm({ code: wrong(code) }), 400, "wrong-code");
    await expectAnswer(confirm({ password: "short" }), 400, "weak-password");
    await expectAnswer(confirm({}), 204);
    await expectAnswer(confirm({}), 400, "wrong-code");
    await expectAnswer(api.send("POST /auth/resend-code", { body: { email } }), 204);
  });

  test("when they sign in, use their tokens, renew them and sign out", async () => {
    await expectAnswer(signIn(email, "Not-My-Password-1"), 401, "wrong-credentials");
    const { body: tokens = {} } = await expectAnswer(signIn(email), 200);
    const { accessToken: token = "", idToken, refreshToken } = tokens;
    await expectAnswer(api.send("GET /profile", { token }), 200);
    const listed = await expectAnswer(api.send("GET /sessions", { token }), 200);
    const own = (listed.body as { sessions: { id: string }[] }).sessions.map(({ id }) => ({ id }))[0];
    await expectAnswer(api.send("DELETE /sessions/{id}", { token, path: own ?? {} }), 409, "conflict");
    await signIn(email);
    const both = (await api.send("GET /sessions", { token })).body as {
      sessions: { id: string; current: boolean }[];
    };
    const [{ id = "" } = {}] = both.sessions.filter(({ current }) => !current);
    await expectAnswer(api.send("DELETE /sessions/{id}", { token, path: { id } }), 204);
    await expectAnswer(api.send("DELETE /sessions/{id}", { token, path: { id } }), 404, "not-found");
    await expectAnswer(api.send("DELETE /sessions", { token }), 204);
    await expectAnswer(api.send("PATCH /profile", { token, body: { name: null, locale: "de" } }), 200);
    await expectAnswer(api.send("PATCH /profile", { token, body: {} }), 400, "invalid-request");
    for (const route of ["GET /profile", "PATCH /profile", "POST /auth/change-password"]) {
      const body = route.startsWith("GET") ? undefined : {};
      await expectAnswer(api.send(route, { body }), 401, "Unauthorized");
      await expectAnswer(api.send(route, { body, token: idToken }), 401, "not-signed-in");
    }
    const unscoped = { token: withoutScopes(token) };
    await expectAnswer(api.send("GET /profile", unscoped), 403, "insufficient-scope");
    await expectAnswer(api.send("PATCH /profile", { ...unscoped, body: {} }), 403, "insufficient-scope");

    await expectAnswer(api.send("POST /auth/refresh", { body: { refreshToken } }), 200);
    await expectAnswer(api.send("POST /auth/refresh", { body: {} }), 400, "invalid-request");
    const change = (currentPassword: string, newPassword: string) =>
      api.send("POST /auth/change-password", { token, body: { currentPassword, newPassword } });
    await expectAnswer(change("Not-My-Password-1", "Another-One-12345"), 401, "wrong-credentials");
    await expectAnswer(change(PASSWORD, "short"), 400, "weak-password");
    await expectAnswer(change(PASSWORD, PASSWORD), 204);

    const signOut = (body: object) => api.send("POST /auth/sign-out", { body });
    await expectAnswer(signOut({ refreshToken: token }), 400, "invalid-request");
    await expectAnswer(signOut({ refreshToken }), 204);
    await expectAnswer(api.send("POST /auth/refresh", { body: { refreshToken } }), 401, "not-signed-in");
    await expectAnswer(change(PASSWORD, PASSWORD), 401, "not-signed-in");
  });

  test("when they forget their password, or an administrator has it forgotten", async () => {
    await expectAnswer(api.send("POST /auth/forgot-password", { body: { email } }), 204);
    const code = plain.code(email);
    const reset = (body: object) =>
      api.send("POST /auth/reset-password", { body: { email, code, newPassword: PASSWORD, ...body } });
    await expectAnswer(reset({ code: wrong(code) }), 400, "wrong-code");
    await expectAnswer(reset({ newPassword: "short" }), 400, "weak-password");
    await expectAnswer(reset({}), 204);
    await expectAnswer(reset({}), 400, "wrong-code");
    const { body: { accessToken: token } = {} } = await signIn(email);
    const UserPoolId = plain.edition.stack.pool.id;
    await plain.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: email }));
    await expectAnswer(signIn(email), 401, "wrong-credentials");
    const change = { currentPassword: PASSWORD, newPassword: PASSWORD };
    await expectAnswer(
      api.send("POST /auth/change-password", { token, body: change }),
      403,
      "reset-required",
    );
  });

  test("when an administrator has created them", async () => {
    const created = "mary@acme.example";
    const TemporaryPassword = "Temporary-Pass-1";
    const UserPoolId = plain.edition.stack.pool.id;
    const UserAttributes = [
      { Name: "email", Value: created },
      { Name: "email_verified", Value: "true" },
    ];
    await plain.client.send(
      new AdminCreateUserCommand({ UserPoolId, Username: created, UserAttributes, TemporaryPassword }),
    );
    const asked = await expectAnswer(signIn(created, TemporaryPassword), 200, "NEW_PASSWORD_REQUIRED");
    const answer = (body: object) =>
      api.send("POST /auth/challenge", { body: { ...pick(asked), email: created, ...body } });
    await expectAnswer(answer({}), 400, "invalid-request");
    await expectAnswer(answer({ newPassword: "short" }), 400, "weak-password");
    await expectAnswer(answer({ newPassword: PASSWORD, attributes: { name: "Mary" } }), 200);
    await expectAnswer(answer({ newPassword: PASSWORD }), 401, "not-signed-in");
  });

  test("when they are suspended, or have tried too often", async () => {
    const suspended = "grace@acme.example";
    await join(plain, api, suspended);
    const { accessToken: token, refreshToken } = (await signIn(suspended)).body ?? {};
    const [profile] = (await plain.tables.all("PeopleTable")).filter((item) => item.email === suspended);
    await plain.tables.put("PeopleTable", { ...profile, status: "suspended" });
    await expectAnswer(signIn(suspended), 403, "refused");
    await expectAnswer(api.send("POST /auth/refresh", { body: { refreshToken } }), 403, "refused");
    await expectAnswer(api.send("GET /profile", { token }), 403, "refused");
    await expectAnswer(api.send("PATCH /profile", { token, body: { name: "Grace" } }), 403, "refused");
    // The stage allows so many tries of one login, wherever there is somebody of that name or not.
    let last = await signIn("nobody@acme.example");
    while (last.status === 401) last = await signIn("nobody@acme.example");
    await expectAnswer(Promise.resolve(last), 429, "too-many-requests");
  });

  test("when admins and operators change who is in a tenant, and people their own places", async () => {
    const admin = await joinAs("chief@acme.example", "acme", "admin");
    const operator = await joinAs("olga@operators.example", "platform", "admin");
    const ada = await joinAs("ivy@acme.example", "acme", "member");
    const path = { sub: ada.sub, tenantId: "acme" };
    const version = (number: number) => ({ "if-match": `"${number}"` });

    for (const [prefix, { token }] of [
      ["", admin],
      ["/tenants/{tenantId}", operator],
    ] as const) {
      const list = `GET ${prefix}/members`;
      await expectAnswer(
        api.send(list, { token, path, query: "?q=ivy&role=member&status=active&limit=1" }),
        200,
      );
      await expectAnswer(api.send(list, { token, path, query: "?limit=0" }), 400, "invalid-request");
      await expectAnswer(api.send(list, { path }), 401, "Unauthorized");
      await expectAnswer(api.send(`GET ${prefix}/audit`, { token, path, query: "?limit=1" }), 200);
      await expectAnswer(
        api.send(`GET ${prefix}/audit`, { token, path, query: "?limit=0" }),
        400,
        "invalid-request",
      );
      await expectAnswer(api.send(list, { token: ada.token, path }), 403, "insufficient-scope");
      const one = `${prefix}/members/{sub}`;
      const { body } = await expectAnswer(api.send(`GET ${one}`, { token, path }), 200);
      const at = Number((body as { version?: number }).version);
      const unknown = { ...path, sub: "nobody" };
      await expectAnswer(api.send(`GET ${one}`, { token, path: unknown }), 404, "not-found");
      const change = (changes: object) =>
        api.send(`PATCH ${one}`, { token, path, headers: version(at), body: { role: "viewer" }, ...changes });
      await expectAnswer(change({ headers: {} }), 428, "version-missing");
      await expectAnswer(change({ headers: version(at + 1) }), 412, "stale-version");
      await expectAnswer(change({ headers: { "if-match": "1" } }), 400, "invalid-request");
      await expectAnswer(change({ path: unknown }), 404, "not-found");
      await expectAnswer(
        change({ path: { ...path, sub: admin.sub }, headers: version(1) }),
        409,
        "last-admin",
      );
      await expectAnswer(change({}), 200);
      await expectAnswer(change({ body: { role: "member" }, headers: version(at + 1) }), 200);
      const remove = (changes: object) =>
        api.send(`DELETE ${one}`, { token, path, headers: version(1), ...changes });
      await expectAnswer(remove({ path: unknown }), 404, "not-found");
      await expectAnswer(remove({ headers: {} }), 428, "version-missing");
      await expectAnswer(remove({ path: { ...path, sub: admin.sub } }), 409, "last-admin");
    }

    for (const [prefix, { token }] of [
      ["", admin],
      ["/tenants/{tenantId}", operator],
    ] as const)
      await inviteAndWithdraw(prefix, token);

    const mine = { token: admin.token };
    const { body } = await expectAnswer(api.send("GET /tenant", mine), 200);
    const tenant = version(Number((body as { version?: number }).version));
    const brand = { name: "Acme Cloud", colour: "#0055aa" };
    const settings = (changes: object) =>
      api.send("PATCH /tenant", { ...mine, headers: tenant, body: { brand }, ...changes });
    await expectAnswer(
      settings({ body: { brand: { ...brand, colour: "#ffff00" } } }),
      400,
      "invalid-request",
    );
    await expectAnswer(settings({ headers: {} }), 428, "version-missing");
    await expectAnswer(settings({ headers: version(99) }), 412, "stale-version");
    await expectAnswer(settings({}), 200);
    await expectAnswer(settings({ token: operator.token }), 404, "not-found");

    await plain.tables.put(
      "InvitationsTable",
      ...["globex", "acme"].map((tenantId) => invitation({ email: operator.email, tenantId })),
    );
    const asked = { token: operator.token, path: { tenantId: "globex" } };
    await expectAnswer(api.send("GET /memberships/invitations", asked), 200);
    await expectAnswer(api.send("POST /memberships/invitations/{tenantId}/accept", asked), 200);
    const other = { ...asked, path: { tenantId: "acme" } };
    await expectAnswer(api.send("POST /memberships/invitations/{tenantId}/decline", other), 204);
    for (const answer of ["accept", "decline"])
      await expectAnswer(
        api.send(`POST /memberships/invitations/{tenantId}/${answer}`, other),
        404,
        "not-found",
      );
    await expectAnswer(api.send("GET /memberships", asked), 200);
    const renewed = await expectAnswer(
      api.send("POST /auth/refresh", { body: { refreshToken: operator.refreshToken, tenant: "globex" } }),
      200,
    );
    expect(claimsIn(renewed.body?.accessToken)["custom:tenant_id"]).toBe("globex");
    const elsewhere = { body: { refreshToken: operator.refreshToken, tenant: "acme" } };
    await expectAnswer(api.send("POST /auth/refresh", elsewhere), 403, "refused");
    await expectAnswer(api.send("DELETE /memberships/{tenantId}", asked), 409, "last-admin");
    await expectAnswer(api.send("DELETE /memberships/{tenantId}", other), 404, "not-found");
    const leaving = { token: ada.token, path: { tenantId: "acme" } };
    await expectAnswer(api.send("DELETE /memberships/{tenantId}", leaving), 204);
    await expectAnswer(api.send("GET /memberships", leaving), 403, "refused");
    for (const [route, { token }] of [
      ["DELETE /members/{sub}", admin],
      ["DELETE /tenants/{tenantId}/members/{sub}", operator],
    ] as const)
      await expectAnswer(api.send(route, { token, path, headers: version(1) }), 204);
  });

  test("when operators administer tenants, people and clients", async () => {
    const { token } = await joinAs("otto@operators.example", "platform", "admin");
    const viewer = await joinAs("vera@operators.example", "platform", "viewer");
    const ask = (route: string, sent: object = {}) => api.send(route, { token, ...sent });
    const version = (number: number) => ({ "if-match": `"${number}"` });

    await expectAnswer(ask("GET /tenants", { query: "?q=ac&limit=1" }), 200);
    await expectAnswer(ask("GET /tenants", { query: "?limit=0" }), 400, "invalid-request");
    const initech = { tenantId: "initech", name: "Initech", defaultRole: "viewer" };
    await expectAnswer(ask("POST /tenants", { body: initech }), 201);
    await expectAnswer(ask("POST /tenants", { body: initech }), 409, "conflict");
    const path = { tenantId: "initech", domain: "initech.example" };
    const nowhere = { ...path, tenantId: "nowhere" };
    await expectAnswer(ask("GET /tenants/{tenantId}", { path }), 200);
    await expectAnswer(ask("GET /tenants/{tenantId}", { path: nowhere }), 404, "not-found");
    const change = (changes: object) =>
      ask("PATCH /tenants/{tenantId}", { path, body: { name: "Initrode" }, headers: version(1), ...changes });
    await expectAnswer(change({ headers: {} }), 428, "version-missing");
    await expectAnswer(change({ headers: version(9) }), 412, "stale-version");
    await expectAnswer(change({ path: nowhere }), 404, "not-found");
    await expectAnswer(change({ token: viewer.token }), 403, "insufficient-scope");
    await expectAnswer(change({}), 200);

    const domains = "/tenants/{tenantId}/domains";
    const one = `${domains}/{domain}`;
    await expectAnswer(ask(`PUT ${one}`, { path }), 200);
    await expectAnswer(ask(`PUT ${one}`, { path: { ...path, domain: "gmail.com" } }), 409, "conflict");
    await expectAnswer(ask(`GET ${domains}`, { path }), 200);
    await expectAnswer(ask(`POST ${one}/prove`, { path }), 409, "unproven-domain");
    await expectAnswer(ask(`POST ${one}/prove`, { path: { tenantId: "acme", domain: "acme.example" } }), 200);
    for (const route of [`PUT ${one}`, `POST ${one}/prove`, `DELETE ${one}`]) {
      await expectAnswer(ask(route, { path: { ...path, domain: "none" } }), 400, "invalid-request");
      await expectAnswer(ask(route, { path: nowhere }), 404, "not-found");
    }
    await expectAnswer(ask(`DELETE ${one}`, { path }), 204);

    const { sub } = await joinAs("eve@acme.example", "acme", "member");
    await expectAnswer(ask("GET /people", { query: "?address=eve@acme.example" }), 200);
    await expectAnswer(ask("GET /people", { query: "?address=eve" }), 400, "invalid-request");
    await expectAnswer(ask("GET /people/{sub}", { path: { sub } }), 200);
    await expectAnswer(ask("GET /people/{sub}", { path: { sub: "nobody" } }), 404, "not-found");
    for (const verb of ["suspend", "restore", "erase"]) {
      const route = `POST /people/{sub}/${verb}`;
      await expectAnswer(ask(route, { path: { sub: "nobody" } }), 404, "not-found");
      await expectAnswer(ask(route, { path: { sub } }), 200);
    }
    for (const verb of ["suspend", "restore"])
      await expectAnswer(ask(`POST /people/{sub}/${verb}`, { path: { sub } }), 409, "conflict");

    const at = { path: { clientId: "3agent" } };
    const put = (changes: object) =>
      ask("PUT /clients/{clientId}", {
        ...at,
        body: { name: "Agent", kind: "foreign", scopes: [] },
        headers: version(0),
        ...changes,
      });
    await expectAnswer(put({}), 201);
    await expectAnswer(put({}), 412, "stale-version");
    await expectAnswer(put({ headers: {} }), 428, "version-missing");
    await expectAnswer(put({ body: { name: "Assistant", kind: "foreign" }, headers: version(1) }), 200);
    await expectAnswer(ask("GET /clients"), 200);
    await expectAnswer(ask("GET /clients", { query: "?limit=0" }), 400, "invalid-request");
    await expectAnswer(ask("GET /clients/{clientId}", at), 200);
    const unknown = { path: { clientId: "unknown" }, headers: version(0) };
    await expectAnswer(ask("GET /clients/{clientId}", unknown), 404, "not-found");
    await expectAnswer(ask("DELETE /clients/{clientId}", unknown), 404, "not-found");
    await expectAnswer(ask("DELETE /clients/{clientId}", { ...at, headers: version(2) }), 204);
  });

  test("when the body is not what the API takes at all", async () => {
    const { body: { accessToken: token } = {} } = await signIn("mary@acme.example");
    for (const { route, requestSchema } of OPERATIONS) {
      if (requestSchema === undefined) continue;
      for (const body of ["", "{", "[]", "null", '"text"'])
        await expectAnswer(
          api.send(route, { token, body, headers: { "content-type": "application/json" } }),
          400,
          "invalid-request",
        );
      const plainText = { token, body: "{}", headers: { "content-type": "text/plain" } };
      await expectAnswer(api.send(route, plainText), 415, "unsupported-media-type");
      const largest = `{"email":${" ".repeat(largestBody(route) - 10)}}`;
      await expectAnswer(api.send(route, { token, body: largest }), 400, "invalid-request");
      await expectAnswer(api.send(route, { token, body: ` ${largest}` }), 413, "too-large");
    }
    const huge = "x".repeat(10 * 1_024 * 1_024 + 1);
    await expectAnswer(api.send("POST /auth/sign-in", { body: huge }), 413, "Request Entity Too Large");
    const elsewhere = await fetch(`${plain.edition.apiUrl}/auth/elsewhere`, { method: "POST" });
    const answer = {
      status: 404,
      headers: elsewhere.headers,
      body: (await elsewhere.json()) as Answer["body"],
    };
    expect(elsewhere.status).toBe(404);
    expect(differences("#/components/responses/NotFound", answer)).toEqual([]);
  });

  test("when a table is not there", async () => {
    const { body: { accessToken: token } = {} } = await signIn("mary@acme.example");
    const { stack, tables } = plain.edition;
    await tables.client.send(new DeleteTableCommand({ TableName: stack.outputs.PeopleTableName }));
    await expectAnswer(api.send("GET /profile", { token }), 503, "unavailable");
    await expectAnswer(signIn("mary@acme.example"), 503, "unavailable");
  });

  async function inviteAndWithdraw(prefix: string, token: string) {
    const list = `${prefix}/invitations`;
    const one = `${list}/{email}`;
    const email = "jane@elsewhere.example";
    const invite = (changes: object) =>
      api.send(`POST ${list}`, { token, path, body: { invitations: [{ email }] }, ...changes });
    const path = { tenantId: "acme", email };
    const { body } = await expectAnswer(invite({}), 200);
    const [{ invitation: { version = 0 } = {} } = {}] =
      (body as { results?: readonly { invitation?: { version: number } }[] }).results ?? [];
    await expectAnswer(invite({ body: { invitations: [] } }), 400, "invalid-request");
    await expectAnswer(api.send(`GET ${list}`, { token, path, query: "?q=jane&limit=1" }), 200);
    await expectAnswer(api.send(`GET ${list}`, { token, path, query: "?limit=0" }), 400, "invalid-request");
    for (const [route, status, seen] of [
      [`POST ${one}/send`, 200, version],
      [`DELETE ${one}`, 204, version + 1],
    ] as const) {
      const change = (changes: object) =>
        api.send(route, { token, path, headers: { "if-match": `"${seen}"` }, ...changes });
      await expectAnswer(change({ headers: {} }), 428, "version-missing");
      await expectAnswer(change({ headers: { "if-match": '"99"' } }), 412, "stale-version");
      await expectAnswer(change({ path: { ...path, email: "nobody@elsewhere.example" } }), 404, "not-found");
      await expectAnswer(change({}), status);
    }
  }

  /** Somebody who has signed up by an invitation, and who they are. */
  async function joinAs(email: string, tenantId: string, role: string) {
    await plain.tables.put("InvitationsTable", invitation({ email, tenantId, role }));
    const body = { email, password: PASSWORD, invitation: INVITATION_SECRET };
    await expectAnswer(api.send("POST /auth/sign-up", { body }), 201);
    const confirmation = { email, code: plain.code(email), password: PASSWORD };
    await expectAnswer(api.send("POST /auth/confirm", { body: confirmation }), 204);
    const { accessToken = "", refreshToken } = (await expectAnswer(signIn(email), 200)).body ?? {};
    return { email, sub: String(claimsIn(accessToken).sub), token: accessToken, refreshToken };
  }

  /** As it would be if a role lost its scopes. */
  function withoutScopes(token: string): string {
    return signedJwt({ ...claimsIn(token), scope: "openid" }, plain.edition.pool.keys.access);
  }
});

const pick = ({ body: { challenge, session } = {} }: Answer) => ({ challenge, session });

const BODIES = OPERATIONS.flatMap(({ route, requestSchema }) =>
  requestSchema === undefined ? [] : [[route, requestSchema] as const],
);

/** Whether a body has neither a password nor a choice, which only stages with `passwordless` take. */
const doesWithout = (route: string, body: object): boolean =>
  /(sign-up|confirm|sign-in)$/.test(route) && !("password" in body || "choice" in body);

describe("a stage with second factors and the cookie answers as described", () => {
  const email = "ada@acme.example";
  const signInThere = (who: string) =>
    strictApi.send("POST /auth/sign-in", { headers: BROWSER, body: { email: who, password: PASSWORD } });
  const answer = (asked: Answer, who: string, body: object) =>
    strictApi.send("POST /auth/challenge", {
      headers: BROWSER,
      body: { ...pick(asked), email: who, ...body },
    });
  const cookieOf = ({ headers }: Answer) => headers.get("set-cookie")?.split(";")[0] ?? "";

  let secret: string | undefined;
  let token: string | undefined;

  test("when an authenticator app is set up, and asked for from then on", async () => {
    await join(strict, strictApi, email);
    const asked = await expectAnswer(signInThere(email), 200, "MFA_SETUP");
    secret = asked.body?.secret;
    await expectAnswer(answer(asked, email, { code: wrong(totp(strict, secret)) }), 400, "wrong-code");
    const code = totp(strict, secret);
    const ready = await expectAnswer(answer(asked, email, { code }), 200);
    expect(cookieOf(ready)).not.toBe("");
    expect(ready.body?.refreshToken).toBeUndefined();
    token = ready.body?.accessToken;
    const again = await expectAnswer(signInThere(email), 200, "SOFTWARE_TOKEN_MFA");
    await expectAnswer(answer(again, email, { code }), 400, "code-expired");
  });

  test("when a text message is the second factor, or one of two", async () => {
    const phone = "+4930123456";
    await join(strict, strictApi, "grace@acme.example", { phone_number: phone });
    const grace = "grace@acme.example";
    const asked = await expectAnswer(signInThere(grace), 200, "SMS_MFA");
    const { body } = await expectAnswer(answer(asked, grace, { code: strict.code(phone) }), 200);
    const AccessToken = body?.accessToken;
    const { SecretCode } = await strict.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const UserCode = totp(strict, SecretCode);
    await strict.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    const choosing = await expectAnswer(signInThere(grace), 200, "SELECT_MFA_TYPE");
    const choice = "SOFTWARE_TOKEN_MFA";
    const chosen = await expectAnswer(answer(choosing, grace, { choice }), 200, choice);
    await expectAnswer(answer(chosen, grace, { code: totp(strict, SecretCode, 1) }), 200);
  });

  test("when a browser renews its tokens and signs out by its cookie", async () => {
    strict.pass(60);
    const asked = await expectAnswer(signInThere(email), 200, "SOFTWARE_TOKEN_MFA");
    const cookie = cookieOf(await expectAnswer(answer(asked, email, { code: totp(strict, secret) }), 200));
    const browser = { headers: { ...BROWSER, cookie }, body: {} };
    await expectAnswer(strictApi.send("POST /auth/refresh", browser), 200);
    await expectAnswer(
      strictApi.send("POST /auth/refresh", { headers: BROWSER, body: {} }),
      401,
      "not-signed-in",
    );
    await expectAnswer(
      strictApi.send("POST /auth/refresh", { headers: { cookie }, body: {} }),
      400,
      "invalid-request",
    );
    const signedOut = await expectAnswer(strictApi.send("POST /auth/sign-out", browser), 204);
    expect(cookieOf(signedOut)).toBe("__Host-refresh_token=");
    await expectAnswer(strictApi.send("POST /auth/refresh", browser), 401, "not-signed-in");
  });

  test("and refuses the pages of other sites where it says so", async () => {
    for (const operation of OPERATIONS) {
      const { route, requestSchema } = operation;
      if (requestSchema === undefined) continue;
      const headers = { origin: "https://elsewhere.example" };
      const { body } = await strictApi.send(route, { headers, token, body: minimalBodies(requestSchema)[0] });
      const documented = codesOf(operation, "403").includes("forbidden-origin");
      expect({ route, refused: body?.code === "forbidden-origin" }).toEqual({ route, refused: documented });
    }
  });

  const FIELDS = [...new Set(BODIES.flatMap(([, schema]) => Object.keys(schemaAt(schema).properties ?? {})))];

  test.each(BODIES)("%s takes the bodies that are described", async (route, schema) => {
    for (const body of [...minimalBodies(schema), ...maximalBodies(schema)]) {
      expect(mistakes(schema, body)).toEqual([]);
      if (doesWithout(route, body)) continue;
      const headers = { ...BROWSER, cookie: "__Host-refresh_token=kept" };
      const { status, body: answered } = await strictApi.send(route, { headers, token, body });
      expect([413, 415]).not.toContain(status);
      expect(answered?.errors).toBeUndefined();
    }
  });

  test.each(BODIES)("%s refuses every other body, and says what is wrong", async (route, schema) => {
    for (const { what, field, body } of wrongBodies(schema, [...FIELDS, "unknown"])) {
      if (doesWithout(route, body)) continue;
      expect({ what, isWrong: mistakes(schema, body).length > 0 }).toEqual({ what, isWrong: true });
      const { status, body: answered } = await strictApi.send(route, { headers: BROWSER, token, body });
      const fields = answered?.errors?.map((error) => error.field);
      expect({ what, status, code: answered?.code, fields }).toEqual({
        what,
        status: 400,
        code: "invalid-request",
        fields: field === undefined ? undefined : [field],
      });
    }
  });
});

describe("a stage with codes by e-mail and passkeys answers as described", () => {
  let byEmail: TestEdition;
  const email = "hedy@acme.example";
  const begin = (how: object) => openApi.send("POST /auth/sign-in", { body: { email, ...how } });
  const answer = (asked: Answer, given: object) =>
    openApi.send("POST /auth/challenge", { body: { ...pick(asked), email, ...given } });

  beforeAll(async () => {
    const stage = {
      passwordless: "both",
      emailMfa: "on",
      emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/acme.example",
      emailFrom: "login@acme.example",
    };
    byEmail = await startTestEdition({}, await packageService("--stage", "dev", ...asArguments(stage)));
    openApi = documentedApi(byEmail.edition.apiUrl ?? "");
    await join(byEmail, openApi, email);
  });
  afterAll(() => byEmail?.stop());

  test("when the body has no password, which a stage without them refuses", async () => {
    const without = BODIES.flatMap(([route, schema]) =>
      minimalBodies(schema).flatMap((body) => (doesWithout(route, body) ? [{ route, body }] : [])),
    );
    expect(without.map(({ route }) => route)).toEqual([
      "POST /auth/sign-up",
      "POST /auth/confirm",
      "POST /auth/sign-in",
    ]);
    for (const { route, body } of without) {
      expect((await openApi.send(route, { body })).body?.errors).toBeUndefined();
      const refused = await expectAnswer(strictApi.send(route, { body }), 400, "invalid-request");
      expect(refused.body?.errors?.map(({ field }) => field)).toEqual(["password"]);
    }
  });

  test("when somebody makes a passkey, signs in by it and deletes it", async () => {
    const authenticator = new Authenticator();
    await expectAnswer(begin({}), 200, "SELECT_CHALLENGE");
    const { body: { accessToken: token } = {} } = await expectAnswer(begin({ password: PASSWORD }), 200);
    const { body } = await expectAnswer(openApi.send("POST /passkeys/begin", { token }), 200);
    const { options } = body as unknown as { options: { challenge: string } };
    const credential = JSON.stringify(authenticator.make(options));
    const add = () => openApi.send("POST /passkeys", { token, body: { credential } });
    await expectAnswer(add(), 204);
    await expectAnswer(add(), 409, "conflict");
    await expectAnswer(openApi.send("GET /passkeys", { token }), 200);
    const asked = await expectAnswer(begin({ choice: "WEB_AUTHN" }), 200, "WEB_AUTHN");
    const { options: request } = asked.body as unknown as { options: { challenge: string } };
    await expectAnswer(answer(asked, { credential: authenticator.use(request) }), 200);
    const path = { id: authenticator.id };
    await expectAnswer(openApi.send("DELETE /passkeys/{id}", { token, path }), 204);
    await expectAnswer(openApi.send("DELETE /passkeys/{id}", { token, path }), 404, "not-found");
    for (const route of ["GET /passkeys", "POST /passkeys/begin", "DELETE /passkeys/{id}"])
      await expectAnswer(openApi.send(route, { path }), 401, "Unauthorized");
  });

  test("without a password", async () => {
    const asked = await expectAnswer(begin({ choice: "EMAIL_OTP" }), 200, "EMAIL_OTP");
    await expectAnswer(answer(asked, { code: "00000000" }), 400, "wrong-code");
    await expectAnswer(answer(asked, { code: byEmail.code(email) }), 200);
    const passkey = await expectAnswer(begin({ choice: "WEB_AUTHN" }), 200, "WEB_AUTHN");
    await expectAnswer(answer(passkey, { credential: "{}" }), 401, "not-signed-in");
    await expectAnswer(
      api.send("POST /auth/sign-in", { body: { email, choice: "EMAIL_OTP" } }),
      403,
      "refused",
    );
  });

  test("with a password, and a code by e-mail as second factor", async () => {
    const AccessToken = (await begin({ password: PASSWORD })).body?.accessToken;
    const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
    await byEmail.client.send(new SetUserMFAPreferenceCommand({ AccessToken, EmailMfaSettings }));
    const asked = await expectAnswer(begin({ password: PASSWORD }), 200, "EMAIL_OTP");
    await expectAnswer(answer(asked, { code: "000000" }), 400, "wrong-code");
    await expectAnswer(answer(asked, { code: byEmail.code(email) }), 200);
  });
});

test("every success, challenge and problem that is described was among the answers", () => {
  const answers = [...api.answers, ...strictApi.answers, ...openApi.answers];
  const successes = OPERATIONS.flatMap(({ route, responses }) =>
    Object.keys(responses).flatMap((status) => (status.startsWith("2") ? `${route} ${status}` : [])),
  );
  const missing = successes.filter((success) => !answers.some((answer) => answer.startsWith(success)));
  expect(missing).toEqual([]);
  const { mapping } = at("#/components/schemas/Challenge").value.discriminator as { mapping: object };
  for (const said of [...Object.keys(mapping), ...PROBLEM_CODES])
    expect(answers).toContainEqual(expect.stringMatching(` ${said}$`));
});
