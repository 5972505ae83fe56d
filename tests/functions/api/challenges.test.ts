import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { totpOf } from "../../../local/pool/mfa/totp";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD } from "../../local/edition/visitor";
import { type Answer, ask, claimsIn, invite, type Member, member, signIn, verdictOf } from "./visitor";

const NEW_PASSWORD = "Difference-Engine-1822";
const TOKENS = {
  accessToken: expect.any(String),
  idToken: expect.any(String),
  refreshToken: expect.any(String),
  tokenType: "Bearer",
  expiresIn: 3_600,
};

let visited: TestEdition;
afterEach(() => visited.newSources());

const begin = (email: string, password = PASSWORD) =>
  ask(visited, "POST /auth/sign-in", { body: { email, password } });

/** Answers the challenge that the API has asked, with whatever is different this time. */
const respond = (email: string, { body: asked }: Answer, answer: object) =>
  ask(visited, "POST /auth/challenge", {
    body: { challenge: asked?.challenge, session: asked?.session, email, ...answer },
  });

/** What an authenticator app shows. */
const codeOf = (secret: unknown, stepsAhead = 0) =>
  totpOf(String(secret), Math.floor(visited.edition.pool.now().getTime() / 30_000) + stepsAhead);
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** Sets up an authenticator app, as an application does for somebody who is signed in. */
async function setUpApp(
  { accessToken: AccessToken, sub: Username }: Member,
  PreferredMfa = true,
): Promise<string> {
  const { SecretCode = "" } = await visited.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await visited.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeOf(SecretCode) }));
  await visited.client.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: visited.edition.stack.pool.id,
      Username,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa },
    }),
  );
  // No code counts twice.
  visited.pass(60);
  return SecretCode;
}

const setStatus = async ({ sub }: { sub: string }, status: string) =>
  visited.tables.put("PeopleTable", {
    ...(await visited.tables.get("PeopleTable", { sub, item: "profile" })),
    status,
  });

describe("where a second factor is everybody's choice", () => {
  beforeAll(async () => {
    visited = await startTestEdition();
  });
  afterAll(() => visited.stop());

  test("whoever an administrator created chooses a password and tells their name", async () => {
    const email = await invite(visited, "radia");
    const asked = await begin(email);
    expect([asked.status, asked.body]).toEqual([
      200,
      { challenge: "NEW_PASSWORD_REQUIRED", session: expect.any(String), requiredAttributes: [] },
    ]);
    expect(asked.headers.get("cache-control")).toBe("no-store");

    expect(verdictOf(await respond(email, asked, {}))).toBe("400 invalid-request");
    const weak = await respond(email, asked, { newPassword: "short" });
    expect([verdictOf(weak), weak.body?.detail]).toEqual(["400 weak-password", "Password not long enough"]);
    for (const attributes of [
      { "custom:role": "admin" },
      { email_verified: "true" },
      { email: "eve@acme.example" },
    ]) {
      const forbidden = await respond(email, asked, { newPassword: NEW_PASSWORD, attributes });
      expect(verdictOf(forbidden)).toBe("400 invalid-request");
    }

    const attributes = { name: "Radia Perlman" };
    const done = await respond(email, asked, { newPassword: NEW_PASSWORD, attributes });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
    expect(claimsIn(done.body?.idToken)).toMatchObject({
      email,
      name: "Radia Perlman",
      "custom:tenant_id": "acme",
    });
    const profile = await ask(visited, "GET /profile", { token: String(done.body?.accessToken) });
    expect(profile.body).toMatchObject({ email, name: "Radia Perlman", tenantId: "acme", role: "member" });

    expect(verdictOf(await respond(email, asked, { newPassword: PASSWORD }))).toBe("401 not-signed-in");
    expect(verdictOf(await begin(email))).toBe("401 wrong-credentials");
    await signIn(visited, email, NEW_PASSWORD);
  });

  test("a session is of one person, one challenge and a few minutes", async () => {
    const [email, other] = [await invite(visited, "lynn"), await invite(visited, "carol")];
    const answer = { newPassword: NEW_PASSWORD };
    const [theirs, others] = [await begin(email), await begin(other)];
    expect(verdictOf(await respond(other, theirs, answer))).toBe("401 not-signed-in");
    expect(verdictOf(await respond("nobody@acme.example", others, answer))).toBe("401 not-signed-in");
    const another = { challenge: "SOFTWARE_TOKEN_MFA", code: "123456" };
    expect(verdictOf(await respond(email, await begin(email), another))).toBe("401 not-signed-in");
    const invented = { ...answer, session: "a".repeat(64) };
    expect(verdictOf(await respond(email, await begin(email), invented))).toBe("401 not-signed-in");
    const late = await begin(email);
    visited.pass(181);
    expect(verdictOf(await respond(email, late, answer))).toBe("401 not-signed-in");
    expect(verdictOf(await respond(email, await begin(email), answer))).toBe("200");
  });

  test("an authenticator app is asked for, and answered once", async () => {
    const ada = await member(visited, "ada");
    const { email } = ada;
    const secret = await setUpApp(ada);
    const asked = await begin(email);
    expect([asked.status, asked.body]).toEqual([
      200,
      { challenge: "SOFTWARE_TOKEN_MFA", session: expect.any(String) },
    ]);
    const code = codeOf(secret);
    expect(verdictOf(await respond(email, asked, { code: wrong(code) }))).toBe("400 wrong-code");
    expect(verdictOf(await respond(email, asked, { newPassword: NEW_PASSWORD }))).toBe("400 invalid-request");
    const done = await respond(email, asked, { code });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
    expect(verdictOf(await respond(email, asked, { code: codeOf(secret, 1) }))).toBe("401 not-signed-in");
    expect(verdictOf(await respond(email, await begin(email), { code }))).toBe("400 code-expired");
    visited.pass(60);
    expect(verdictOf(await respond(email, await begin(email), { code: codeOf(secret) }))).toBe("200");
  });

  test("five wrong codes are too many", async () => {
    const ada = await member(visited, "grace");
    const secret = await setUpApp(ada);
    const asked = await begin(ada.email);
    for (let turn = 0; turn < 5; turn += 1)
      expect(verdictOf(await respond(ada.email, asked, { code: wrong(codeOf(secret, 5)) }))).toBe(
        "400 wrong-code",
      );
    expect(verdictOf(await respond(ada.email, asked, { code: codeOf(secret) }))).toBe("401 not-signed-in");
  });

  test("another person's session and one's own code sign in neither", async () => {
    const [kurt, emmy] = [await member(visited, "kurt"), await member(visited, "emmy")];
    const [kurts, emmys] = [await setUpApp(kurt), await setUpApp(emmy)];
    expect(verdictOf(await respond(emmy.email, await begin(kurt.email), { code: codeOf(emmys) }))).toBe(
      "401 not-signed-in",
    );
    expect(verdictOf(await respond(kurt.email, await begin(emmy.email), { code: codeOf(kurts) }))).toBe(
      "401 not-signed-in",
    );
    expect(verdictOf(await respond(kurt.email, await begin(kurt.email), { code: codeOf(emmys) }))).toBe(
      "400 wrong-code",
    );
  });

  test("who is suspended learns so after the second factor", async () => {
    const alan = await member(visited, "alan");
    const secret = await setUpApp(alan);
    await setStatus(alan, "suspended");
    const asked = await begin(alan.email);
    expect(asked.body).toMatchObject({ challenge: "SOFTWARE_TOKEN_MFA" });
    const refused = await respond(alan.email, asked, { code: codeOf(secret) });
    expect([verdictOf(refused), refused.body?.detail]).toEqual([
      "403 refused",
      "Your access is suspended. Please contact your administrator",
    ]);
  });
});

describe("where a second factor is required, and may be a text message", () => {
  beforeAll(async () => {
    visited = await startTestEdition(
      {},
      await packageService("--stage", "dev", ...asArguments({ mfa: "required", smsMfa: "on" })),
    );
  });
  afterAll(() => visited.stop());

  const PHONE = "+4930123456";

  /** Somebody who has told their telephone. */
  async function joinWithPhone(name: string): Promise<string> {
    const email = `${name}@acme.example`;
    const account = { email, password: PASSWORD, attributes: { phone_number: PHONE } };
    expect(verdictOf(await ask(visited, "POST /auth/sign-up", { body: account }))).toBe("201");
    const code = visited.code(email);
    expect(
      verdictOf(await ask(visited, "POST /auth/confirm", { body: { email, code, password: PASSWORD } })),
    ).toBe("204");
    return email;
  }

  const SET_UP = {
    challenge: "MFA_SETUP",
    session: expect.any(String),
    secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
  };

  test("the first sign-in sets up an authenticator app, the second one asks for it", async () => {
    const email = "ada@acme.example";
    await join(visited, email);
    const asked = await begin(email);
    expect([asked.status, asked.body]).toEqual([200, SET_UP]);
    const { secret } = asked.body ?? {};
    const code = codeOf(secret);
    expect(verdictOf(await respond(email, asked, {}))).toBe("400 invalid-request");
    expect(verdictOf(await respond(email, asked, { code: wrong(code) }))).toBe("400 wrong-code");
    const done = await respond(email, asked, { code });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
    expect(verdictOf(await respond(email, asked, { code }))).toBe("401 not-signed-in");

    visited.pass(60);
    const again = await begin(email);
    expect(again.body).toEqual({ challenge: "SOFTWARE_TOKEN_MFA", session: expect.any(String) });
    expect(verdictOf(await respond(email, again, { code: codeOf(secret) }))).toBe("200");
  });

  test("nobody sets up an app with another person's session, and none without its code", async () => {
    const [email, other] = ["grace@acme.example", "mallory@acme.example"];
    for (const one of [email, other]) await join(visited, one);
    const stolen = await begin(email);
    expect(verdictOf(await respond(other, stolen, { code: codeOf(stolen.body?.secret) }))).toBe(
      "401 not-signed-in",
    );
    const unfinished = await begin(other);
    expect(
      verdictOf(await respond(other, unfinished, { challenge: "SOFTWARE_TOKEN_MFA", code: "123456" })),
    ).toBe("401 not-signed-in");
  });

  test("a new password comes before the second factor", async () => {
    const email = await invite(visited, "radia");
    const first = await begin(email);
    expect(first.body).toMatchObject({ challenge: "NEW_PASSWORD_REQUIRED" });
    const second = await respond(email, first, { newPassword: NEW_PASSWORD });
    expect([second.status, second.body]).toEqual([200, SET_UP]);
    const done = await respond(email, second, { code: codeOf(second.body?.secret) });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
  });

  test("a text message brings a code, which counts once", async () => {
    const email = await joinWithPhone("hedy");
    const asked = await begin(email);
    expect([asked.status, asked.body]).toEqual([
      200,
      {
        challenge: "SMS_MFA",
        session: expect.any(String),
        delivery: { medium: "SMS", destination: "+******3456" },
      },
    ]);
    const code = visited.code(PHONE);
    expect(verdictOf(await respond(email, asked, { code: wrong(code) }))).toBe("400 wrong-code");
    const done = await respond(email, asked, { code });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
    expect(verdictOf(await respond(email, asked, { code }))).toBe("401 not-signed-in");
  });

  test("who has two factors is asked which, and then for its code", async () => {
    const email = await joinWithPhone("konrad");
    const first = await respond(email, await begin(email), { code: visited.code(PHONE) });
    const { accessToken } = first.body as unknown as Member;
    const sub = String(claimsIn(accessToken).sub);
    const secret = await setUpApp({ ...(first.body as unknown as Member), sub, email }, false);

    for (const [choice, code] of [
      ["SMS_MFA", () => visited.code(PHONE)],
      ["SOFTWARE_TOKEN_MFA", () => codeOf(secret)],
    ] as const) {
      const asked = await begin(email);
      expect([asked.status, asked.body]).toEqual([
        200,
        {
          challenge: "SELECT_MFA_TYPE",
          session: expect.any(String),
          choices: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
        },
      ]);
      const chosen = await respond(email, asked, { choice });
      expect(chosen.body).toMatchObject({ challenge: choice });
      expect(chosen.body?.session).not.toBe(asked.body?.session);
      expect(verdictOf(await respond(email, asked, { choice }))).toBe("401 not-signed-in");
      expect(verdictOf(await respond(email, chosen, { code: code() }))).toBe("200");
    }
    expect(verdictOf(await respond(email, await begin(email), { code: codeOf(secret) }))).toBe(
      "400 invalid-request",
    );
  });
});

describe("where the second factor may be a code by e-mail", () => {
  beforeAll(async () => {
    const stage = {
      emailMfa: "on",
      emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/acme.example",
      emailFrom: "login@acme.example",
    };
    visited = await startTestEdition({}, await packageService("--stage", "dev", ...asArguments(stage)));
  });
  afterAll(() => visited.stop());

  test("an e-mail in the words of the suite brings a code, which counts once", async () => {
    const { email, accessToken: AccessToken } = await member(visited, "ada");
    const EmailMfaSettings = { Enabled: true, PreferredMfa: true };
    await visited.client.send(new SetUserMFAPreferenceCommand({ AccessToken, EmailMfaSettings }));
    const asked = await begin(email);
    expect([asked.status, asked.body]).toEqual([
      200,
      {
        challenge: "EMAIL_OTP",
        session: expect.any(String),
        delivery: { medium: "EMAIL", destination: "a***@a***" },
      },
    ]);
    expect(visited.edition.inbox.messages(email).at(-1)?.subject).toBe("Your sign-in code for Example");
    const code = visited.code(email);
    expect(verdictOf(await respond(email, asked, {}))).toBe("400 invalid-request");
    expect(verdictOf(await respond(email, asked, { code: wrong(code) }))).toBe("400 wrong-code");
    const done = await respond(email, asked, { code });
    expect([done.status, done.body]).toEqual([200, TOKENS]);
    // What is told of every code by e-mail: it may be all that somebody signs in with.
    expect(verdictOf(await respond(email, asked, { code }))).toBe("400 wrong-code");
  });
});
