import { askingForPasskeys } from "../../../functions/api/passkeys/passkey-problems";
import { type Answered, Authenticator } from "../../harness/authenticator";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { ask, type Member, member, signIn, verdictOf } from "./visitor";

let visited: TestEdition;
let ada: Member;
beforeAll(async () => {
  const product = await packageService("--stage", "dev", ...asArguments({ passwordless: "passkey" }));
  visited = await startTestEdition({}, product);
  ada = await member(visited, "ada");
});
afterAll(() => visited.stop());

const list = async ({ accessToken: token }: Pick<Member, "accessToken">) =>
  (await ask(visited, "GET /passkeys", { token })).body?.passkeys;
const begin = async (token: string) => {
  const { body } = await ask(visited, "POST /passkeys/begin", { token });
  return body?.options as { readonly challenge: string } & Readonly<Record<string, unknown>>;
};
const add = (token: string, credential: object) =>
  ask(visited, "POST /passkeys", { token, body: { credential: JSON.stringify(credential) } });
const remove = (token: string, id: string) => ask(visited, `DELETE /passkeys/${id}`, { token });
const told = async (answering: ReturnType<typeof ask>) => {
  const answer = await answering;
  return [verdictOf(answer), answer.body?.detail ?? answer.body?.errors];
};

async function signInBy(authenticator: Authenticator, email: string) {
  const asked = await ask(visited, "POST /auth/sign-in", { body: { email, choice: "WEB_AUTHN" } });
  const { challenge, session, options } = asked.body ?? {};
  const credential = authenticator.use(options as { challenge: string });
  return ask(visited, "POST /auth/challenge", { body: { challenge, session, email, credential } });
}

test("somebody makes a passkey, sees it, signs in by it and deletes it", async () => {
  const authenticator = new Authenticator();
  const { accessToken } = ada;
  const options = await begin(accessToken);
  expect(options).toMatchObject({ rp: { id: "localhost" }, user: { name: ada.email } });
  const added = await add(accessToken, authenticator.make(options));
  expect([added.status, added.text, added.headers.get("cache-control")]).toEqual([204, "", "no-store"]);
  expect(await list(ada)).toEqual([
    {
      id: authenticator.id,
      name: "Passkey",
      domain: "localhost",
      attachment: "platform",
      createdAt: expect.stringMatching(/^20\d\d-.*Z$/),
    },
  ]);
  const signedIn = await signInBy(authenticator, ada.email);
  expect(signedIn.body).toHaveProperty("accessToken");
  expect((await remove(accessToken, authenticator.id)).status).toBe(204);
  expect(await list(ada)).toEqual([]);
  expect(await told(remove(accessToken, authenticator.id))).toEqual([
    "404 not-found",
    "You have no such passkey",
  ]);
  expect(verdictOf(await signInBy(authenticator, ada.email))).toBe("401 not-signed-in");
});

test("the audit trail tells who has made and who has deleted a passkey, and nothing of what was refused", async () => {
  const authenticator = new Authenticator();
  const { accessToken, sub } = await member(visited, "margaret");
  await add(accessToken, authenticator.make(await begin(accessToken)));
  await remove(accessToken, authenticator.id);
  await remove(accessToken, authenticator.id);
  await visited.edition.streams.idle();
  const kept = await visited.tables.all("AuditTable");
  const events = kept
    .map(({ event }) => event as Record<string, unknown>)
    .filter(({ type }) => String(type).startsWith("person.passkey-"))
    .filter(({ subject }) => (subject as { sub: string }).sub === sub)
    .map(({ type, actor, tenantId }) => ({ type, actor, tenantId }));
  const by = { actor: { kind: "person", id: sub }, tenantId: null };
  expect(events).toEqual([
    { type: "person.passkey-added", ...by },
    { type: "person.passkey-removed", ...by },
  ]);
});

test("another person's passkeys can neither be seen nor deleted, nor can one be made for them", async () => {
  const grace = await member(visited, "grace");
  const hers = new Authenticator();
  const options = await begin(grace.accessToken);
  expect(verdictOf(await add(ada.accessToken, hers.make(options)))).toBe("409 conflict");
  expect(verdictOf(await add(grace.accessToken, hers.make(options)))).toBe("204");
  expect(await list(ada)).toEqual([]);
  for (const id of [hers.id, "..%2F..%2Fprofile", "x"])
    expect(verdictOf(await remove(ada.accessToken, id))).toBe("404 not-found");
  expect(await list(grace)).toHaveLength(1);
});

test.each<[string, Answered, string]>([
  ["made on a page of another domain", { origin: "https://evil.example" }, "is for another domain"],
  ["made for another domain", { rpId: "evil.example" }, "is for another domain"],
])("a passkey %s is none", async (_, answered, detail) => {
  const options = await begin(ada.accessToken);
  expect(await told(add(ada.accessToken, new Authenticator().make(options, answered)))).toEqual([
    "400 invalid-request",
    [{ field: "credential", detail }],
  ]);
});

test("what is no passkey is refused, and quoted nowhere", async () => {
  const { challenge } = await begin(ada.accessToken);
  const clientDataJSON = Buffer.from(JSON.stringify({ challenge, origin: "http://localhost" }));
  const forged = { id: "SECRET", response: { clientDataJSON: clientDataJSON.toString("base64url") } };
  for (const body of [
    { credential: "{SECRET}" },
    { credential: JSON.stringify({ SECRET: 1 }) },
    { credential: JSON.stringify(forged) },
  ]) {
    const refused = await ask(visited, "POST /passkeys", { token: ada.accessToken, body });
    expect(verdictOf(refused)).toBe("400 invalid-request");
    expect(refused.text).not.toContain("SECRET");
  }
});

test("a registration is over after three minutes, and once it is complete", async () => {
  const { accessToken } = await signIn(visited, ada.email);
  const options = await begin(accessToken);
  const again = ["409 conflict", "This was not begun here, or too long ago. Please begin again"];
  visited.pass(181);
  expect(await told(add(accessToken, new Authenticator().make(options)))).toEqual(again);
});

test("nobody makes more passkeys than Cognito keeps", async () => {
  const hedy = await member(visited, "hedy");
  for (let made = 0; made < 20; made += 1)
    await add(hedy.accessToken, new Authenticator().make(await begin(hedy.accessToken)));
  expect(await list(hedy)).toHaveLength(20);
  expect(verdictOf(await ask(visited, "POST /passkeys/begin", { token: hedy.accessToken }))).toBe(
    "409 conflict",
  );
});

const ROUTES = ["GET /passkeys", "POST /passkeys/begin", "POST /passkeys", "DELETE /passkeys/x"];
const askAll = (test: TestEdition, token?: string) =>
  Promise.all(
    ROUTES.map((route) =>
      told(ask(test, route, { token, ...(route === "POST /passkeys" && { body: { credential: "{}" } }) })),
    ),
  );

test("it takes an access token of somebody who may still come in", async () => {
  const kurt = await member(visited, "kurt");
  const profile = await visited.tables.get("PeopleTable", { sub: kurt.sub, item: "profile" });
  await visited.tables.put("PeopleTable", { ...profile, status: "suspended" });
  const verdicts = async (token?: string) => [
    ...new Set((await askAll(visited, token)).map(([verdict]) => verdict)),
  ];
  expect(await verdicts()).toEqual(["401"]);
  expect(await verdicts(ada.idToken)).toEqual(["401 not-signed-in"]);
  expect(await verdicts(kurt.accessToken)).toEqual(["403 refused"]);
});

test("a stage that takes no passkeys says so", async () => {
  const usual = await startTestEdition();
  try {
    const { accessToken: token } = await member(usual, "ada");
    expect(await askAll(usual, token)).toEqual(
      ROUTES.map(() => ["403 refused", "Nobody signs in here by a passkey"]),
    );
  } finally {
    await usual.stop();
  }
});

test.each([
  ["PasswordResetRequiredException", "reset-required"],
  ["TooManyRequestsException", "too-many-requests"],
  ["WebAuthnNotEnabledException", "refused"],
  ["WebAuthnCredentialNotSupportedException", "invalid-request"],
])("%s of Cognito is %s", async (name, code) => {
  const asking = askingForPasskeys(() => Promise.reject(Object.assign(new Error("SECRET"), { name })));
  const problem = await asking.catch((error) => error);
  expect(problem).toMatchObject({ name: "Problem", code });
  expect(JSON.stringify(problem)).not.toContain("SECRET");
});

test("what nobody can mend from outside stays a fault", async () => {
  const fault = Object.assign(new Error(), { name: "WebAuthnConfigurationMissingException" });
  await expect(askingForPasskeys(() => Promise.reject(fault))).rejects.toBe(fault);
});
