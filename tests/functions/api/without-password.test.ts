import { signIn } from "../../../functions/api/auth/sign-in";
import { findUser, updateUser } from "../../../local/pool/users/users";
import { api } from "../../../shared/api/api";
import type { AppClient } from "../../../shared/aws/app-client";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, TEST_FLOOR, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD } from "../../local/edition/visitor";
import { addressOf, KINDS } from "./kinds";
import { type Answer, ask, verdictOf } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  const product = await packageService(
    "--stage",
    "dev",
    ...asArguments({ passwordless: "both", passkeyMfa: "on" }),
  );
  visited = await startTestEdition({}, product);
});
afterAll(() => visited.stop());

const post = (route: string, body: object) => ask(visited, `POST /auth/${route}`, { body });
const begin = (email: string, choice = "EMAIL_OTP") => post("sign-in", { email, choice });
const userOf = (email: string) => {
  const { pool } = visited.edition;
  const user = findUser(pool, email);
  if (user === undefined) throw new Error(`nobody is ${email}`);
  return user;
};
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

test("what a stranger's session has set up is gone once the owner confirms: passkeys and every second factor", async () => {
  const email = "grace@acme.example";
  await post("sign-up", { email, password: PASSWORD });
  const { pool } = visited.edition;
  const { username } = userOf(email);
  const passkey = {
    relyingPartyId: "localhost",
    publicKey: "",
    counter: 0,
    createdAt: "2026-05-01T00:00:00Z",
  };
  updateUser(pool, username, ({ attributes, mfa }) => ({
    passkeys: ["one", "two"].map((id) => ({ ...passkey, id, attachment: undefined, transports: [] })),
    attributes: { ...attributes, email_verified: "true" },
    mfa: { ...mfa, enabled: ["EMAIL_OTP"], preferred: "EMAIL_OTP", passkeyCounts: true },
  }));
  const password = "Difference-Engine-1822";
  expect(verdictOf(await post("confirm", { email, code: visited.code(email), password }))).toBe("204");
  expect(userOf(email)).toMatchObject({ passkeys: [], mfa: { enabled: [], passkeyCounts: false } });
  expect((await post("sign-in", { email, password })).body).toHaveProperty("accessToken");
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
  ["another choice", { choice: "SMS_OTP" }, "choice"],
  ["an empty password", { password: "" }, "password"],
])("signing in with %s is refused", async (_, body, field) => {
  const refused = await post("sign-in", { email: "ada@acme.example", ...body });
  expect([verdictOf(refused), refused.body?.errors]).toEqual([
    "400 invalid-request",
    [{ field, detail: expect.any(String) }],
  ]);
});

test("whoever names no way is asked which, and everybody is offered the same", async () => {
  const before = visited.edition.lambda.invocations.length;
  for (const email of ["ada@acme.example", "nobody@acme.example"]) {
    const asked = await post("sign-in", { email });
    expect([asked.status, asked.body]).toEqual([
      200,
      { challenge: "SELECT_CHALLENGE", choices: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
    ]);
  }
  // Nobody was looked for, so nothing about anybody can show.
  const invoked = visited.edition.lambda.invocations.slice(before).map(({ functionName }) => functionName);
  expect(invoked.map((name) => name.replace(/^.*-dev-/, ""))).toEqual(["api-auth", "api-auth"]);
});

test("a stage without it takes none of this", async () => {
  const usual = await startTestEdition();
  try {
    const email = "ada@acme.example";
    for (const [route, body, verdict] of [
      ["sign-in", { email }, "400 invalid-request"],
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

describe("whatever Cognito asks for instead", () => {
  const passkeys = { domain: "example.com", userVerification: "required", countAsBoth: false } as const;
  const exception = (name: string) => Object.assign(new Error(name), { name });
  const PASSKEY = { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify({ challenge: "c".repeat(43), hints: [] }) };
  const NAMED = {
    CREDENTIAL_REQUEST_OPTIONS: JSON.stringify({
      challenge: "c".repeat(43),
      allowCredentials: [{ id: "of-ada", type: "public-key" }],
    }),
  };

  /** What the API answers where Cognito answers so of somebody, and so of nobody. */
  async function begun(choice: string, somebody: Asked | Error, nobody: Asked) {
    const signInBy = async (_: string, email: string) => {
      const isNobody = email.endsWith("@nobody.invalid");
      const answered = isNobody ? nobody : somebody;
      if (answered instanceof Error) throw answered;
      return { $metadata: {}, Session: isNobody ? "of nobody" : "of Ada", ...answered };
    };
    const pool = { signInBy } as unknown as AppClient;
    const isBreached = async () => false;
    const ports = {
      pool,
      passwordless: "both",
      passkeys,
      isBreached,
      cookies: undefined,
      floorMs: 0,
    } as const;
    const answer = (await api("auth", () => signIn(ports), { log: () => undefined })({
      routeKey: "POST /auth/sign-in",
      headers: { "content-type": "application/json" },
      requestContext: {},
      body: JSON.stringify({ email: "ada@acme.example", choice }),
    })) as { statusCode: number; body: string };
    const { options, ...body } = JSON.parse(answer.body);
    return [answer.statusCode, body, options && { ...options, challenge: options.challenge.length }];
  }
  /** What Cognito asks of Ada for another way is never shown. */
  const sessionOf = (way: string, somebody: Asked | Error) =>
    "ChallengeName" in somebody && somebody.ChallengeName === way ? "of Ada" : "of nobody";
  type Asked = { ChallengeName: string; ChallengeParameters?: object };
  const other = (ChallengeName: string): Asked => ({ ChallengeName });

  test.each<[string, Asked | Error, Asked]>([
    ["a code", other("EMAIL_OTP"), other("EMAIL_OTP")],
    ["a code that cannot be delivered", exception("CodeDeliveryFailureException"), other("EMAIL_OTP")],
    ["a choice of ways", other("SELECT_CHALLENGE"), other("EMAIL_OTP")],
    ["a second factor", other("EMAIL_MFA"), other("PASSWORD")],
    ["another way, of nobody as well", other("WEB_AUTHN"), other("PASSWORD_SRP")],
  ])("who asks for a code is asked for it: %s", async (_, somebody, nobody) => {
    expect(await begun("EMAIL_OTP", somebody, nobody)).toEqual([
      200,
      {
        challenge: "EMAIL_OTP",
        session: sessionOf("EMAIL_OTP", somebody),
        delivery: { medium: "EMAIL", destination: "a***@a***" },
      },
      undefined,
    ]);
  });

  const passkey = { ChallengeName: "WEB_AUTHN", ChallengeParameters: PASSKEY };
  test.each<[string, Asked | Error, Asked]>([
    ["a passkey", passkey, passkey],
    ["one that is named", { ...passkey, ChallengeParameters: NAMED }, passkey],
    ["a choice of ways", other("SELECT_CHALLENGE"), passkey],
    ["another way, of nobody as well", other("PASSWORD"), other("EMAIL_OTP")],
    ["nobody's refusal", exception("NotAuthorizedException"), other("PASSWORD")],
  ])("who asks for a passkey is asked for one: %s", async (_, somebody, nobody) => {
    expect(await begun("WEB_AUTHN", somebody, nobody)).toEqual([
      200,
      { challenge: "WEB_AUTHN", session: sessionOf("WEB_AUTHN", somebody) },
      {
        challenge: 43,
        timeout: 180_000,
        rpId: "example.com",
        userVerification: "required",
        allowCredentials: [],
      },
    ]);
  });
});
