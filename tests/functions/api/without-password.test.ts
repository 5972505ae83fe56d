import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, TEST_FLOOR, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD } from "../../local/edition/visitor";
import { addressOf, KINDS } from "./kinds";
import { type Answer, ask, verdictOf } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  const product = await packageService("--stage", "dev", ...asArguments({ passwordless: "both" }));
  visited = await startTestEdition({}, product);
});
afterAll(() => visited.stop());

const post = (route: string, body: object) => ask(visited, `POST /auth/${route}`, { body });
const begin = (email: string, choice = "EMAIL_OTP") => post("sign-in", { email, choice });
const answer = (email: string, { body: asked }: Answer, reply: object) =>
  post("challenge", { challenge: asked?.challenge, session: asked?.session, email, ...reply });

test("somebody signs up and comes in without ever choosing a password", async () => {
  const email = "ada@acme.example";
  expect(verdictOf(await post("sign-up", { email }))).toBe("201");
  expect(verdictOf(await post("confirm", { email, code: visited.code(email) }))).toBe("204");
  const asked = await begin(email);
  expect(asked.body).toEqual({
    challenge: "EMAIL_OTP",
    session: expect.any(String),
    delivery: { medium: "EMAIL", destination: "a***@a***" },
  });
  const code = visited.code(email);
  expect(code).toMatch(/^\d{8}$/);
  expect(verdictOf(await answer(email, asked, { code: "00000000" }))).toBe("400 wrong-code");
  const { body } = await answer(email, asked, { code });
  const profile = await ask(visited, "GET /profile", { token: String(body?.accessToken) });
  expect(profile.body).toMatchObject({ email, tenantId: "acme", emailVerified: true });
  expect(verdictOf(await answer(email, asked, { code }))).toBe("400 wrong-code");
});

test("the password with which a stranger has signed up opens nothing once the owner confirms without one", async () => {
  const email = "mary@acme.example";
  await post("sign-up", { email, password: PASSWORD });
  expect(verdictOf(await post("confirm", { email, code: visited.code(email) }))).toBe("204");
  expect(verdictOf(await post("sign-in", { email, password: PASSWORD }))).toBe("401 wrong-credentials");
  const asked = await begin(email);
  expect(verdictOf(await answer(email, asked, { code: visited.code(email) }))).toBe("200");
});

test("a passkey is asked for as browsers take it, and another than the person's is refused", async () => {
  const email = "cleo@acme.example";
  await join(visited, email);
  const asked = await begin(email, "WEB_AUTHN");
  expect(asked.body).toMatchObject({
    challenge: "WEB_AUTHN",
    options: { challenge: expect.any(String), rpId: "localhost", allowCredentials: [] },
  });
  expect(verdictOf(await answer(email, asked, { credential: '{"id":"of nobody"}' }))).toBe(
    "401 not-signed-in",
  );
});

/** All but what is different each time. */
const told = ({ status, text, headers, body }: Answer) => {
  const { challenge = "" } = (body?.options ?? {}) as { challenge?: string };
  return {
    status,
    length: headers.get("content-length"),
    text: text
      .replace(String(body?.session), "")
      .replace(challenge, "")
      .replace(/[a-z]\*\*\*/, ""),
  };
};

test("everybody is asked alike, after the same time, whatever there is of them", async () => {
  const { invocations } = visited.edition.lambda;
  const heard = async (kind: string) => {
    const email = addressOf(kind, "asked");
    await KINDS[kind]?.(visited, email);
    const mails = visited.edition.inbox.messages(email).length;
    const before = invocations.length;
    const byCode = await begin(email);
    const answers = [
      byCode,
      await answer(email, byCode, { code: "00000000" }),
      await begin(email, "WEB_AUTHN"),
    ];
    const taken = invocations
      .slice(before)
      .filter(({ functionName }) => functionName.endsWith("api-auth"))
      .map(({ log: [line] }) => (line as { milliseconds: number }).milliseconds);
    for (const milliseconds of taken) expect(milliseconds).toBeGreaterThanOrEqual(2 * TEST_FLOOR - 1);
    return { told: answers.map(told), mails: visited.edition.inbox.messages(email).length - mails };
  };
  const unknown = await heard("unknown");
  expect(unknown.told.map(({ status }) => status)).toEqual([200, 400, 200]);
  for (const kind of Object.keys(KINDS)) {
    if (kind === "unknown") continue;
    const { told: answers, mails } = await heard(kind);
    expect([kind, answers]).toEqual([kind, unknown.told]);
    expect([kind, mails]).toEqual([kind, kind === "confirmed" || kind === "suspended" ? 1 : 0]);
  }
});

test.each<[string, object, string]>([
  ["neither a password nor a choice", {}, "password"],
  ["another choice", { choice: "SMS_OTP" }, "choice"],
])("signing in with %s is refused", async (_, body, field) => {
  const refused = await post("sign-in", { email: "ada@acme.example", ...body });
  expect([verdictOf(refused), refused.body?.errors]).toEqual([
    "400 invalid-request",
    [{ field, detail: expect.any(String) }],
  ]);
});

test("a stage without it takes none of this", async () => {
  const usual = await startTestEdition();
  try {
    const email = "ada@acme.example";
    for (const [route, body, verdict] of [
      ["sign-in", { email, choice: "EMAIL_OTP" }, "403 refused"],
      ["sign-in", { email, choice: "WEB_AUTHN" }, "403 refused"],
      ["sign-up", { email }, "400 invalid-request"],
      ["confirm", { email, code: "123456" }, "400 invalid-request"],
    ] as const)
      expect([route, verdictOf(await ask(usual, `POST /auth/${route}`, { body }))]).toEqual([route, verdict]);
  } finally {
    await usual.stop();
  }
});
