import type { Browser, Page } from "playwright-core";
import type { ClientSettings, PoolSettings } from "../../../../local/pool/settings";
import { addAuthenticator, describeInBrowser, launchBrowser } from "../../../docs/browser";
import { findingsIn } from "../../../functions/panel/axe";
import { EMAIL, join, PASSWORD } from "../ada";
import { settings, startPool, type TestPool } from "../test-pool";
import { Browsing, CALLBACK, exchange, oauthClient, request, type Seen, valuesIn } from "./browsing";

const AUTH_FLOWS = ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];

let testPool: TestPool;
let browsing: Browsing;
async function start(changes: Partial<PoolSettings> = {}, client: Partial<ClientSettings> = {}) {
  await testPool?.stop();
  testPool = await startPool({
    clients: [oauthClient({ authFlows: AUTH_FLOWS, ...client })],
    settings: { firstFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"], ...changes },
  });
  browsing = new Browsing(testPool.endpoint);
}
afterAll(() => testPool?.stop());

const begin = async (username: string, way: string): Promise<Seen> =>
  browsing.submit(await browsing.open(`/login?${request()}`), { username, way, password: "" });

async function expectTokens({ location }: Seen): Promise<void> {
  expect(location).toMatch(new RegExp(`^${CALLBACK}`));
  const { status } = await exchange(testPool, { code: valuesIn(location).code ?? "" });
  expect(status).toBe(200);
}

describe("a code by e-mail", () => {
  test("is sent, may be corrected, and leads to the client", async () => {
    await start();
    await join(testPool);
    testPool.events.length = 0;
    const page = await begin(EMAIL, "EMAIL_OTP");
    expect([page.status, page.heading]).toEqual([200, "Enter the code from the e-mail"]);
    expect(page.text).toContain("If it lets you in, a code was sent to a***@a***.");
    const wrong = await browsing.submit(page, { code: "00000000" });
    expect([wrong.status, wrong.alert]).toEqual([400, "Invalid code received for user"]);
    await expectTokens(await browsing.submit(wrong, { code: testPool.code(EMAIL) }));
    expect(testPool.sources()).toEqual([
      "PreAuthentication_Authentication",
      "CustomMessage_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_HostedAuth",
    ]);
  });

  test("is asked of somebody who does not exist in the same words", async () => {
    await start();
    await join(testPool);
    const ada = await begin(EMAIL, "EMAIL_OTP");
    const nobody = await begin("anna@acme.example", "EMAIL_OTP");
    const words = ({ text }: Seen) => text.replace(/value="[^"]*"/g, "");
    expect(words(nobody)).toBe(words(ada));
  });

  test("needs an address, one of the ways that have a button, and a client that allows it", async () => {
    await start();
    const empty = await begin("", "EMAIL_OTP");
    expect([empty.status, empty.alert]).toEqual([400, "Enter your address."]);
    const unknown = await begin(EMAIL, "PASSWORD_SRP");
    expect([unknown.status, unknown.alert]).toEqual([400, "Enter your address and your password."]);
    await start({}, { authFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
    const page = await browsing.open(`/login?${request()}`);
    expect(page.text).not.toContain('name="way"');
    const refused = await begin(EMAIL, "EMAIL_OTP");
    expect(refused.alert).toBe("USER_AUTH flow not enabled for this client");
  });
});

test("a passkey is offered under the name of this computer, and its page runs its own script alone", async () => {
  await start();
  const numbers = await browsing.open(`/login?${request()}`);
  expect(numbers.text).toContain(`href="${testPool.endpoint.replace("127.0.0.1", "localhost")}/login?`);
  expect(numbers.headers.get("content-security-policy")).not.toContain("script-src");
  await join(testPool);
  const page = await begin(EMAIL, "WEB_AUTHN");
  expect(page.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[\w+/=]{44}'/);
  const refused = await browsing.submit(page, { credential: '{"id":"of nobody"}' });
  expect([refused.heading, refused.alert]).toEqual(["Sign in", "This passkey does not open that account."]);
});

test("nobody makes a passkey without having signed in", async () => {
  await start();
  for (const seen of [
    await browsing.open(`/passkeys/add?${request()}`),
    await browsing.submit(
      {
        form: { ...(await browsing.open(`/login?${request()}`)).form, action: `/passkeys/add?${request()}` },
      },
      { credential: "{}" },
    ),
  ])
    expect([seen.heading, seen.alert]).toEqual(["Sign in", "Sign in first, then add a passkey."]);
});

/** With an authenticator that Chromium plays itself. */
describeInBrowser("in a browser", () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page.context().close();
    expect(complaints).toEqual([]);
  });

  const here = () => testPool.endpoint.replace("127.0.0.1", "localhost");
  /** A page of this very server stands for the app's. */
  const callback = () => `${here()}/${settings().id}/.well-known/jwks.json`;
  const query = () => request({ redirect_uri: callback() });

  async function open(changes: Partial<PoolSettings> = {}, hasUserVerification = true): Promise<void> {
    await start(changes);
    const [client] = testPool.pool.clients.values();
    if (client !== undefined) testPool.pool.clients.put(client.id, { ...client, callbackUrls: [callback()] });
    await join(testPool);
    page = await (await browser.newContext()).newPage();
    complaints = [];
    page.on("console", (message) => {
      const isAnswer = /Failed to load resource/.test(message.text());
      if (message.type() === "error" && !isAnswer) complaints.push(message.text());
    });
    await addAuthenticator(page, hasUserVerification);
  }

  async function signInWithPassword(): Promise<void> {
    await page.goto(`${here()}/login?${query()}`);
    await page.getByLabel("E-mail address").fill(EMAIL);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/jwks\.json\?code=/);
  }

  async function addPasskey(): Promise<void> {
    await page.goto(`${here()}/passkeys/add?${query()}`);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("heading", { name: "Your passkey is saved" }).waitFor();
  }

  async function usePasskey(): Promise<void> {
    await page.context().clearCookies();
    await page.goto(`${here()}/login?${query()}`);
    await page.getByLabel("E-mail address").fill(EMAIL);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
    await page.getByRole("button", { name: "Use a passkey" }).click();
  }

  const codeInAddress = () => new URL(page.url()).searchParams.get("code") ?? "";

  test("somebody makes a passkey and comes in with it, and axe finds nothing on the way", async () => {
    await open();
    await signInWithPassword();
    await page.goto(`${here()}/login?${query()}`);
    await page.getByRole("link", { name: "Add a passkey" }).click();
    await page.getByRole("heading", { name: "Add a passkey" }).waitFor();
    expect(await findingsIn(page)).toEqual([]);
    await addPasskey();
    await page.getByRole("link", { name: "Go on to the app" }).click();
    await page.waitForURL(/jwks\.json\?code=/);

    await usePasskey();
    await page.waitForURL(/jwks\.json\?code=/);
    const { body } = await exchange(testPool, { code: codeInAddress(), redirect_uri: callback() });
    expect(body.access_token).toEqual(expect.any(String));
    expect(testPool.pool.users.values()[0]?.passkeys).toHaveLength(1);
    await page.context().clearCookies();
    await page.goto(`${here()}/login?${query()}`);
    expect(await findingsIn(page)).toEqual([]);
    await page.getByLabel("E-mail address").fill(EMAIL);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
    expect(await findingsIn(page)).toEqual([]);
  });

  test("a browser without a passkey says so", async () => {
    await open();
    await usePasskey();
    await page.getByRole("alert").filter({ hasText: "Your browser has found no passkey" }).waitFor();
  });

  test("a passkey of one person does not open the account of another", async () => {
    await open();
    await signInWithPassword();
    await addPasskey();
    await join(testPool, { email: "bob@acme.example" });
    await page.context().clearCookies();
    await page.goto(`${here()}/login?${query()}`);
    await page.getByLabel("E-mail address").fill("bob@acme.example");
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("heading", { name: "Use your passkey" }).waitFor();
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await page.getByRole("alert").filter({ hasText: "This passkey does not open that account." }).waitFor();
  });

  test("where a passkey has to ask who holds it, one that cannot is not taken", async () => {
    await open(
      { passkeys: { relyingPartyId: "localhost", userVerification: "required", isMultiFactor: false } },
      false,
    );
    await signInWithPassword();
    await page.goto(`${here()}/passkeys/add?${query()}`);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("alert").filter({ hasText: "Your browser has found no passkey" }).waitFor();
    expect(testPool.pool.users.values()[0]?.passkeys).toBeUndefined();
  });
});
