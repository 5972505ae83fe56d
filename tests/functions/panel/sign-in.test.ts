import { describeInBrowser } from "../../docs/browser";
import { type FakeApi, PASSWORD } from "./fake-api";
import { inPanel } from "./in-panel";
import { type PanelVisit, signInToPanel, visitPanel } from "./panel-visit";

const ADA = "ada@acme.example";
const OLGA = "olga@platform.example";
const NEW_PASSWORD = "Difference-Engine-1822";

/** What an answer may wait for, and what lets it go. */
function gate(): [released: Promise<void>, release: () => void] {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return [released, release];
}

describeInBrowser("signing in to the panel", () => {
  const panel = inPanel();
  let api: FakeApi;
  let visit: PanelVisit;
  beforeEach(() => {
    ({ api, visit } = panel);
  });

  /** Ada is an admin of both her tenants, and goes to the second one. */
  async function startInBravo(): Promise<void> {
    Object.assign(api.tenants.get("bravo")?.members[0] ?? {}, { role: "admin" });
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.open("#/mine");
    await visit.press("Switch: Bravo Industries");
    await visit.reads("You are in Bravo Industries now, in this tab.");
  }

  test("a wrong password is answered in words, and the right one opens the first section", async () => {
    await signInToPanel(visit, ADA, "wrong");
    await visit.reads("The e-mail address or the password is wrong.");
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    expect(await visit.page.title()).toBe("Members");
    await visit.reads("Acme");
  });

  test("a reload keeps the person signed in, and no script finds a token", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.page.reload();
    await visit.sees("Members");
    const [cookie] = await visit.context.cookies();
    expect(cookie).toMatchObject({
      name: "__Host-refresh_token",
      httpOnly: true,
      secure: true,
      sameSite: "Strict",
    });
    const readable = await visit.page.evaluate<string>(
      "JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, Object.keys(window), document.documentElement.outerHTML])",
    );
    expect(readable).not.toContain(cookie?.value);
    expect(readable).not.toMatch(/e30\.[\w-]{20}/);
  });

  test("a new password with what else is required", async () => {
    api.challenges.set(ADA, {
      challenge: "NEW_PASSWORD_REQUIRED",
      requiredAttributes: ["name", "given_name"],
    });
    await signInToPanel(visit, ADA);
    await visit.sees("Choose a password of your own");
    await visit.reads("At least 12 characters");
    await visit.fill({ "New password": NEW_PASSWORD, Name: "Ada", "Given name": "Augusta" });
    await visit.press("Continue");
    await visit.sees("Members");
    expect(api.sent.find(({ request }) => request === "POST /auth/challenge")?.body).toEqual({
      challenge: "NEW_PASSWORD_REQUIRED",
      session: "session-1",
      email: ADA,
      newPassword: NEW_PASSWORD,
      attributes: { name: "Ada", given_name: "Augusta" },
    });
  });

  test("the code of an authenticator app, again if it was wrong", async () => {
    api.challenges.set(ADA, { challenge: "SOFTWARE_TOKEN_MFA" });
    await signInToPanel(visit, ADA);
    await visit.sees("Enter your code");
    await visit.fill({ Code: "000000" });
    await visit.press("Continue");
    await visit.reads("The code is wrong.");
    await visit.fill({ Code: "123 456" });
    await visit.press("Continue");
    await visit.sees("Members");
  });

  test("whoever has two factors chooses one, here the text message", async () => {
    api.challenges.set(ADA, { challenge: "SELECT_MFA_TYPE", choices: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"] });
    await signInToPanel(visit, ADA);
    await visit.sees("Choose how to go on");
    await visit.field("Second factor").selectOption("Text message");
    await visit.press("Continue");
    await visit.reads("We have sent a text message to +*******0100.");
    await visit.fill({ Code: "123456" });
    await visit.press("Continue");
    await visit.sees("Members");
    expect(api.sent.findLast(({ request }) => request === "POST /auth/challenge")?.body).toMatchObject({
      challenge: "SMS_MFA",
      session: "session-2",
    });
  });

  test("setting up an authenticator shows the key as text and as a link", async () => {
    api.challenges.set(ADA, { challenge: "MFA_SETUP", secret: "ABCDEFGHIJKLMNOP" });
    await signInToPanel(visit, ADA);
    await visit.sees("Set up your authenticator app");
    expect(await visit.field("Key").inputValue()).toBe("ABCD EFGH IJKL MNOP");
    const { host } = new URL(api.url);
    expect(
      await visit.page.getByRole("link", { name: "open the app on this device" }).getAttribute("href"),
    ).toBe(
      `otpauth://totp/${encodeURIComponent(`${host}:${ADA}`)}?secret=ABCDEFGHIJKLMNOP&issuer=${encodeURIComponent(host)}`,
    );
    await visit.fill({ "Code from the app": "123456" });
    await visit.press("Continue");
    await visit.sees("Members");
  });

  test("whoever has forgotten the password chooses another one", async () => {
    await visit.follow("Forgot your password?");
    await visit.sees("Choose a new password");
    await visit.fill({ "E-mail address": ADA });
    await visit.press("Send code");
    await visit.reads(`If there is an account, we have sent a code to ${ADA}.`);
    await visit.fill({ "Code from the e-mail": "123456", "New password": NEW_PASSWORD });
    await visit.press("Save the new password");
    await visit.reads("Your new password is saved. Please sign in.");
    await signInToPanel(visit, ADA, NEW_PASSWORD);
    await visit.sees("Members");
  });

  test("an expired token is renewed once, and the request repeated", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.reads("25 or more members");
    api.expireTokens();
    api.sent.length = 0;
    await visit.follow("Audit");
    await visit.sees("Audit");
    expect(api.requests()).toEqual(["GET /audit", "POST /auth/refresh", "GET /audit"]);
  });

  test("when the session is over the person signs in, and comes back to where they were", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    api.endSessions();
    await visit.follow("Audit");
    await visit.sees("Sign in");
    await signInToPanel(visit, ADA);
    await visit.sees("Audit");
  });

  test("without a connection, and where there is too much, it says so and offers to try again", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.page.route("**/audit", (route) => route.abort(), { times: 1 });
    await visit.follow("Audit");
    await visit.sees("This did not work");
    await visit.reads("There is no answer. Check your connection, and try again.");
    api.broken = { request: "GET /audit", answer: [429, { message: "Too Many Requests" }] };
    await visit.press("Try again");
    await visit.reads("There are too many requests at the moment. Wait a little, and try again.");
    await visit.press("Try again");
    await visit.sees("Audit");
  });

  test("an answer that does not come is given up", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.page.evaluate(`{
      const { timeout } = AbortSignal;
      AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 100);
    }`);
    await visit.page.route("**/audit", () => undefined, { times: 1 });
    await visit.follow("Audit");
    await visit.reads("There is no answer. Check your connection, and try again.");
  });

  test("two tabs can be in two tenants, and neither ends the session of the other", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    const other = await visitPanel(panel.browser, api, { context: visit.context, address: "#/mine" });
    await other.sees("My tenants");
    await other.press("Switch: Bravo Industries");
    await other.reads("You are in Bravo Industries now, in this tab.");
    api.expireTokens();
    await visit.page.getByRole("link", { name: "Audit" }).click();
    await visit.sees("Audit");
    await other.page.reload();
    await other.reads("Bravo Industries");
    expect(await other.page.getByRole("link", { name: "Audit" }).count()).toBe(0);
    expect(
      api.sent.filter(({ request }) => request === "POST /auth/refresh").map(({ body }) => body.tenant),
    ).toEqual(expect.arrayContaining([undefined, "bravo"]));
    expect(other.complaints).toEqual([]);
  });

  test("what was meant for a tenant that somebody is out of by now is not done in the next one", async () => {
    const bravo = api.tenants.get("bravo");
    await startInBravo();
    await visit.follow("Settings");
    await visit.fill({ "Name of the tenant": "Bravo Ltd" });
    Object.assign(bravo ?? {}, { members: bravo?.members.slice(1) });
    api.expireTokens();
    const [released, release] = gate();
    await visit.page.route(`${api.url}/tenant`, async (route) => {
      if (route.request().method() === "GET") await released;
      await route.continue();
    });
    await visit.press("Save");
    await visit.reads("You are in another tenant now, so nothing was done.");
    // The form is still on the page, because the settings of the next tenant have not come yet.
    expect(await visit.field("Name of the tenant").inputValue()).toBe("Bravo Ltd");
    await visit.page.keyboard.press("Enter");
    await visit.page.getByText("Save", { exact: true }).click({ force: true });
    release();
    await visit.page.locator("[inert]").waitFor({ state: "detached" });
    expect(await visit.field("Name of the tenant").inputValue()).toBe("Acme");
    expect(api.tenants.get("acme")?.name).toBe("Acme");
    expect(bravo?.name).toBe("Bravo Industries");
  });

  test("what a notice offers to undo in one tenant is not offered in the next one", async () => {
    const bravo = api.tenants.get("bravo");
    await startInBravo();
    await visit.follow("Members");
    await visit.follow("Mary Somerville");
    await visit.sees("Mary Somerville");
    // The change is made, and Ada is out of the tenant before it is shown.
    await visit.page.route(`${api.url}/members/*`, async (route) => {
      if (route.request().method() === "GET" && bravo?.members.length === 2) {
        bravo.members = bravo.members.slice(1);
        api.expireTokens();
      }
      await route.continue();
    });
    await visit.press("Suspend");
    await visit.sees("Not found");
    await visit.reads("Acme");
    expect(await visit.page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  test("a change that is answered only in the next tenant offers no undo there", async () => {
    const bravo = api.tenants.get("bravo");
    await startInBravo();
    await visit.follow("Members");
    await visit.follow("Mary Somerville");
    await visit.sees("Mary Somerville");
    const [released, release] = gate();
    await visit.page.route(`${api.url}/members/*`, async (route) => {
      if (route.request().method() !== "PATCH") return route.continue();
      const response = await route.fetch();
      await released;
      await route.fulfill({ response });
    });
    await visit.press("Suspend");
    await visit.open("#/mine");
    await visit.press("Switch: Acme");
    await visit.reads("You are in Acme now, in this tab.");
    release();
    await visit.reads("Your change was made where you were before, and not here.");
    expect(await visit.page.getByRole("button", { name: "Undo" }).count()).toBe(0);
    expect(bravo?.members[1]?.status).toBe("suspended");
  });

  test("whoever cannot switch stays where they are, also after a reload", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.open("#/mine");
    await visit.page.route(`${api.url}/auth/refresh`, (route) => route.abort(), { times: 1 });
    await visit.press("Switch: Bravo Industries");
    await visit.reads("There is no answer. Check your connection, and try again.");
    for (const member of api.tenants.get("bravo")?.members ?? []) member.status = "suspended";
    await visit.press("Switch: Bravo Industries");
    await visit.reads("This is not allowed.");
    for (const member of api.tenants.get("bravo")?.members ?? []) member.status = "active";
    await visit.page.reload();
    await visit.sees("My tenants");
    await visit.page.locator(".place").getByText("Acme").waitFor();
    expect(await visit.page.getByText(/^You are in/).count()).toBe(0);
  });

  test("many requests at once in many tabs renew one after the other", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    const tabs = await Promise.all(
      [1, 2, 3].map(() => visitPanel(panel.browser, api, { context: visit.context, address: "#/mine" })),
    );
    api.expireTokens();
    await Promise.all([visit, ...tabs].map((tab) => tab.open("#/invitations")));
    await Promise.all([visit, ...tabs].map((tab) => tab.sees("Invitations")));
  });

  test("signing out ends the other tabs, too", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    const other = await visitPanel(panel.browser, api, { context: visit.context });
    await other.open("#/members/bob-byte");
    await other.press("Remove from this tenant");
    await other.page.getByRole("dialog").waitFor();
    await visit.press("Sign out");
    await visit.sees("Sign in");
    await other.sees("Sign in");
    expect(await other.page.getByRole("dialog").count()).toBe(0);
    expect(await visit.context.cookies()).toEqual([]);
  });

  test("when somebody else signs in in another tab, this one does not go on in their name", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.context.clearCookies();
    const other = await visitPanel(panel.browser, api, { context: visit.context });
    await signInToPanel(other, OLGA);
    await other.sees("Tenants");
    api.expireTokens();
    await visit.open("#/members/bob-byte");
    await visit.reads("Olga Operator");
    await visit.sees("Not found");
  });

  test("the view of one person is closed when another one goes on, even with the same role", async () => {
    api.addPassword("grace@acme.example");
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.context.clearCookies();
    const other = await visitPanel(panel.browser, api, { context: visit.context });
    await signInToPanel(other, "grace@acme.example");
    await other.sees("Members");
    api.expireTokens();
    // The page would load anew. It stays, as it does until the answer comes.
    await visit.page.route(`${api.url}/panel`, (route) => route.fulfill({ status: 204 }));
    await visit.page.getByRole("link", { name: "Audit" }).click();
    await visit.page.locator("[inert]").waitFor();
  });

  test("a place that is gone leads to another one, not out", async () => {
    await signInToPanel(visit, ADA);
    await visit.sees("Members");
    await visit.follow("My tenants");
    await visit.press("Switch: Bravo Industries");
    await visit.reads("You are in Bravo Industries now, in this tab.");
    const bravo = api.tenants.get("bravo");
    for (const member of bravo?.members ?? []) member.status = "suspended";
    await visit.page.reload();
    await visit.reads("Acme");
    await visit.sees("My tenants");
  });

  test.each([
    [ADA, ["Members", "Invitations", "Settings", "Audit"]],
    ["bob@acme.example", []],
    [OLGA, ["Tenants", "People", "Clients", "Operators", "Invitations", "Audit"]],
    ["lena@platform.example", ["Tenants", "People", "Clients", "Operators", "Invitations", "Audit"]],
  ])("%s sees the sections %j", async (email, sections) => {
    await signInToPanel(visit, email, PASSWORD);
    await visit.isIn();
    const links = visit.page.getByRole("navigation", { name: "Sections" }).getByRole("link");
    expect(await links.allTextContents()).toEqual(sections);
  });
});
