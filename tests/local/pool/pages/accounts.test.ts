import { AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, join, NEW_PASSWORD, PASSWORD, signUp } from "../ada";
import { type Handler, settings, startPool, type TestPool, WEB } from "../test-pool";
import { Browsing, exchange, oauthClient, request, signInOnPage, valuesIn } from "./browsing";

const ADA = { username: EMAIL, password: PASSWORD };

let testPool: TestPool;
let browsing: Browsing;
let preSignUp: Handler;
const start = async (changes: Parameters<typeof settings>[0] = {}, secret?: string) => {
  preSignUp = (event) => event;
  testPool = await startPool({
    clients: [oauthClient({ secret })],
    settings: changes,
    handlers: { PreSignUp: (event) => preSignUp(event) },
  });
  browsing = new Browsing(testPool.endpoint);
};
beforeEach(() => start());
afterEach(() => testPool.stop());

test("somebody signs up, proves the address and signs in, and the triggers are those of Cognito's pages", async () => {
  const page = await browsing.open(`/signup?${request()}`);
  expect(page.heading).toBe("Sign up");
  const asked = await browsing.submit(page, ADA);
  expect([asked.heading, asked.text]).toEqual([
    "Prove your address",
    expect.stringContaining("A code was sent to a***@a***."),
  ]);
  const wrong = await browsing.submit(asked, { username: EMAIL, code: "none" });
  expect(wrong.alert).toBe("Invalid verification code provided, please try again.");
  const proven = await browsing.submit(wrong, { username: EMAIL, code: testPool.code(EMAIL) });
  expect([proven.heading, proven.text]).toEqual([
    "Sign in",
    expect.stringContaining("Your address is proven. Sign in."),
  ]);
  const back = await browsing.submit(proven, ADA);
  expect(valuesIn(back.location)).toMatchObject({ code: expect.any(String), state: "a state" });
  expect(testPool.sources()).toEqual([
    "PreSignUp_SignUp",
    "CustomMessage_SignUp",
    "PostConfirmation_ConfirmSignUp",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
  ]);
});

test("whoever is confirmed at once goes on to sign in", async () => {
  preSignUp = (event) => ({ ...event, response: { autoConfirmUser: true, autoVerifyEmail: true } });
  const page = await browsing.submit(await browsing.open(`/signup?${request()}`), ADA);
  expect([page.heading, page.alert]).toEqual(["Sign in", undefined]);
  expect(valuesIn((await browsing.submit(page, ADA)).location)).toHaveProperty("code");
});

test("what pre sign-up refuses with is shown in its own words, and nobody is made", async () => {
  preSignUp = () => {
    throw new Error("Acme is by invitation only");
  };
  const page = await browsing.submit(await browsing.open(`/signup?${request()}`), ADA);
  expect([page.status, page.heading, page.alert]).toEqual([400, "Sign up", "Acme is by invitation only."]);
  expect(page.text).not.toContain(PASSWORD);
  expect(testPool.pool.users.size).toBe(0);
});

test("where only administrators create accounts, nobody signs up", async () => {
  await testPool.stop();
  await start({ onlyAdministratorsCreate: true });
  const page = await browsing.open(`/signup?${request()}`);
  expect([page.heading, page.alert]).toEqual(["Sign in", "Only administrators create accounts here."]);
  expect(page.text).not.toContain("/signup?");
  const forced = await browsing.submit({ form: { ...page.form, action: `/signup?${request()}` } }, ADA);
  expect(forced.status).toBe(400);
  expect(testPool.pool.users.size).toBe(0);
});

test("whoever has not proven the address is asked for the code, and may have another", async () => {
  await signUp(testPool);
  const page = await signInOnPage(browsing, ADA);
  expect([page.heading, page.alert]).toEqual(["Prove your address", "User is not confirmed."]);
  const resent = await browsing.submit(page, { username: EMAIL, resend: "yes" });
  expect(resent.text).toContain("A code was sent to a***@a***.");
  expect(testPool.sources()).toContain("CustomMessage_ResendCode");
  const proven = await browsing.submit(resent, { username: EMAIL, code: testPool.code(EMAIL) });
  expect(proven.heading).toBe("Sign in");
});

test("a forgotten password is replaced with a code", async () => {
  await join(testPool);
  testPool.events.length = 0;
  const page = await browsing.open(`/forgotPassword?${request()}`);
  const asked = await browsing.submit(page, { username: EMAIL });
  expect(asked.heading).toBe("Enter the code and another password");
  const weak = await browsing.submit(asked, {
    username: EMAIL,
    code: testPool.code(EMAIL),
    password: "weak",
  });
  expect(weak.alert).toBe("Password did not conform with policy: Password not long enough");
  const saved = await browsing.submit(weak, {
    username: EMAIL,
    code: testPool.code(EMAIL),
    password: NEW_PASSWORD,
  });
  expect([saved.heading, saved.text]).toEqual([
    "Sign in",
    expect.stringContaining("Your password is changed"),
  ]);
  const back = await browsing.submit(saved, { username: EMAIL, password: NEW_PASSWORD });
  expect(valuesIn(back.location)).toHaveProperty("code");
  expect(testPool.sources().slice(0, 2)).toEqual([
    "CustomMessage_ForgotPassword",
    "PostConfirmation_ConfirmForgotPassword",
  ]);
});

test("the page for a forgotten password tells nobody who exists", async () => {
  await join(testPool);
  await join(testPool, { email: "grace@acme.example" });
  await testPool.client.send(
    new AdminDisableUserCommand({ UserPoolId: settings().id, Username: "grace@acme.example" }),
  );
  const page = await browsing.open(`/forgotPassword?${request()}`);
  const told: string[] = [];
  for (const username of [EMAIL, "alan@acme.example", "grace@acme.example"]) {
    const { status, text } = await browsing.submit(page, { username });
    told.push(`${status} ${text.replaceAll(username, "").replace(/\w\*\*\*@\w\*\*\*/, "")}`);
  }
  expect(new Set(told).size).toBe(1);
});

test("the pages know the secret of a client that has one", async () => {
  await testPool.stop();
  const secret = "a-secret-of-the-server";
  await start({}, secret);
  const asked = await browsing.submit(await browsing.open(`/signup?${request()}`), ADA);
  const proven = await browsing.submit(asked, { username: EMAIL, code: testPool.code(EMAIL) });
  const back = await browsing.submit(proven, ADA);
  const code = valuesIn(back.location).code ?? "";
  const { status } = await exchange(testPool, { code, client_secret: secret, client_id: WEB });
  expect(status).toBe(200);
});

test("forms of accounts are taken only from the browser that they were sent to", async () => {
  for (const path of ["/signup", "/confirmUser", "/forgotPassword", "/confirmForgotPassword"]) {
    const page = await browsing.open(`${path}?${request()}`);
    const refused = await new Browsing(testPool.endpoint).submit(page, { ...ADA, code: "123456" });
    expect([refused.status, refused.alert]).toEqual([
      400,
      expect.stringContaining("not sent to this browser"),
    ]);
  }
  expect(testPool.sources()).toEqual([]);
});
