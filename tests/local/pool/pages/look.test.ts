import type { Browser, Page } from "playwright-core";
import { updateUser } from "../../../../local/pool/users/users";
import { describeInBrowser, launchBrowser } from "../../../docs/browser";
import { findingsIn } from "../../../functions/panel/axe";
import { EMAIL, invite, join, PASSWORD, TEMPORARY } from "../ada";
import { identityProvider, startPool, type TestPool } from "../test-pool";
import { oauthClient, request } from "./browsing";

/** The pages that are there only on the way in. */
describeInBrowser("in a browser", () => {
  let testPool: TestPool;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await page.close();
    await testPool.stop();
  });

  /** Any page will do, as long as a browser shows it. */
  const home = () => `${testPool.endpoint}/${testPool.pool.settings.id}/.well-known/jwks.json`;

  async function start(mfa: "OPTIONAL" | "ON"): Promise<void> {
    testPool = await startPool({
      clients: [oauthClient({ callbackUrls: [], identityProviders: ["COGNITO", "Google"] })],
      // Nobody could read it on white, nor white on it.
      brandOf: () => ({ name: "Acme", colour: "#ffcc00" }),
      settings: {
        identityProviders: [identityProvider({ name: "Google", type: "Google" })],
        mfa,
        mfaKinds: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
      },
    });
    // The browser has the real time, and nothing on these pages depends on it.
    page = await browser.newPage();
    const client = testPool.pool.clients.values()[0];
    if (client !== undefined) testPool.pool.clients.put(client.id, { ...client, callbackUrls: [home()] });
  }

  async function signIn(password: string): Promise<void> {
    await page.goto(`${testPool.endpoint}/login?${request({ redirect_uri: home() })}`);
    await page.getByLabel("E-mail address").fill(EMAIL);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  async function look(heading: string): Promise<void> {
    await page.getByRole("heading", { name: heading }).waitFor();
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [390, 1_280]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        expect([heading, colorScheme, width, await findingsIn(page)]).toEqual([
          heading,
          colorScheme,
          width,
          [],
        ]);
      }
  }

  async function accentOf(colorScheme: "light" | "dark"): Promise<string> {
    await page.emulateMedia({ colorScheme });
    return page.evaluate("getComputedStyle(document.querySelector('button')).backgroundColor");
  }

  test("axe finds nothing where somebody chooses a password, right and wrong", async () => {
    await start("OPTIONAL");
    await invite(testPool);
    await signIn(TEMPORARY);
    await look("Choose a new password");
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.getByRole("alert").waitFor();
    await look("Choose a new password");
  });

  test("axe finds nothing where somebody sets an app up", async () => {
    await start("ON");
    await join(testPool);
    await signIn(PASSWORD);
    await look("Set up an authenticator app");
    const picture = await page.getByRole("img", { name: "QR code" }).boundingBox();
    expect(Math.round(picture?.width ?? 0)).toBe(192);
    expect(await accentOf("light")).not.toBe(await accentOf("dark"));
  });

  test("axe finds nothing where somebody chooses a factor and enters its code", async () => {
    await start("OPTIONAL");
    const sub = await join(testPool);
    updateUser(testPool.pool, sub, ({ mfa, attributes }) => ({
      attributes: { ...attributes, phone_number: "+15550100123" },
      mfa: { ...mfa, totpSecret: "JBSWY3DPEHPK3PXP", enabled: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"] },
    }));
    await signIn(PASSWORD);
    await look("Choose how to confirm it is you");
    await page.getByRole("button", { name: "By a text message" }).click();
    await look("Enter the code from the text message");
  });

  test("somebody signs in at a simulated provider, twice, and axe finds nothing there", async () => {
    await start("OPTIONAL");
    const query = request({ redirect_uri: home() });
    for (const who of ["new", "known"]) {
      await page.context().clearCookies();
      await page.goto(`${testPool.endpoint}/login?${query}`);
      await look("Sign in");
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await look("Sign in at Google");
      if (who === "new") {
        await page.getByLabel("Account at the provider").fill("4711");
        await page.getByLabel("email", { exact: true }).fill(EMAIL);
        await page.getByRole("button", { name: "Sign in" }).click();
      } else await page.getByRole("button", { name: `4711, ${EMAIL}` }).click();
      await page.waitForURL(/jwks\.json\?code=/);
    }
    expect(testPool.pool.users.values()).toHaveLength(1);
  });
});
