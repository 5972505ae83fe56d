import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Report } from "../../../local/reports/report";
import { describeInBrowser, launchBrowser } from "../../docs/browser";
import { findingsIn } from "../../functions/panel/axe";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { join, PASSWORD } from "./visitor";

const ADA = "ada@acme.example";

/** The walk that guides for Cognito begin with: open the page, sign in, come back, call the API. */
describeInBrowser("the sign-in pages of a stage", () => {
  let visited: TestEdition;
  let browser: Browser;
  let app: Server;
  let context: BrowserContext;
  let page: Page;
  /** Of the browser: none leaves this computer. */
  let requests: string[];
  const reports: Report[] = [];

  beforeAll(async () => {
    app = createServer((_, response) => {
      response.setHeader("content-type", "text/html").end("<!doctype html><title>The app</title>");
    });
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    const product = await packageService(
      "--stage",
      "dev",
      ...asArguments({
        domainPrefix: "acme-login",
        callbackUrls: `${appUrl()}/signed-in`,
        logoutUrls: `${appUrl()}/signed-out`,
        brands: { default: { name: "Acme & Co", colour: "#001133" } },
        defaultLanguage: "de",
      }),
    );
    const onReport = (report: Report) => reports.push(report);
    visited = await startTestEdition({ issuer: "local", onReport }, product);
    await join(visited, ADA);
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await visited?.stop();
    app?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
    requests = [];
    context.on("request", (request) => requests.push(request.url()));
    visited.newSources();
  });
  afterEach(async () => {
    await context.close();
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((url) => !/^(http:\/\/(localhost|127\.0\.0\.1):\d+\/|data:)/.test(url))).toEqual(
      [],
    );
  });

  const appUrl = () => `http://localhost:${(app.address() as AddressInfo).port}`;
  const addressOf = (path: string, changes: Record<string, string> = {}) =>
    `${visited.edition.poolUrl}${path}?${new URLSearchParams({
      client_id: visited.webClient,
      response_type: "code",
      scope: "openid",
      redirect_uri: `${appUrl()}/signed-in`,
      lang: "en",
      ...changes,
    })}`;

  async function signIn(password = PASSWORD): Promise<void> {
    await page.getByLabel("E-mail address").fill(ADA);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  const callApi = async (token: string) =>
    (await fetch(`${visited.edition.apiUrl}/profile`, { headers: { authorization: `Bearer ${token}` } }))
      .status;

  test("somebody opens the page, signs in, comes back with a code, and calls the API with its token", async () => {
    await page.goto(addressOf("/login"));
    expect(await page.title()).toBe("Sign in – Acme & Co");
    await signIn("Wrong-Password-1");
    expect(await page.getByRole("alert").textContent()).toBe("Incorrect e-mail address or password.");
    expect(reports.at(-1)).toMatchObject({
      what: "POST /login",
      outcome: "refused",
      who: ADA,
      why: "NotAuthorizedException: Incorrect username or password.",
    });
    await signIn();
    await page.waitForURL(`${appUrl()}/signed-in?**`);
    expect(reports.filter(({ isRoutine }) => !isRoutine).at(-1)).toMatchObject({
      what: "POST /login",
      outcome: "signed in",
      who: ADA,
    });
    const response = await fetch(`${visited.edition.poolUrl}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: visited.webClient,
        redirect_uri: `${appUrl()}/signed-in`,
        code: new URL(page.url()).searchParams.get("code") ?? "",
      }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect([await callApi(token), await callApi(`${token}x`)]).toEqual([200, 401]);
    expect(visited.newSources()).toEqual([
      "PreAuthentication_Authentication",
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_HostedAuth",
    ]);

    await page.goto(addressOf("/oauth2/authorize"));
    expect(page.url()).toMatch(/\/signed-in\?code=/);
    await page.goto(
      `${visited.edition.poolUrl}/logout?${new URLSearchParams({ client_id: visited.webClient, logout_uri: `${appUrl()}/signed-out` })}`,
    );
    expect(page.url()).toBe(`${appUrl()}/signed-out`);
    await page.goto(addressOf("/oauth2/authorize"));
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("the pages are in the language and the colour of the stage", async () => {
    await page.goto(addressOf("/login", { lang: "" }));
    expect(await page.title()).toBe("Anmelden – Acme & Co");
    const colour = "getComputedStyle(document.querySelector('button')).backgroundColor";
    expect(await page.evaluate(colour)).toBe("rgb(0, 17, 51)");
  });

  test("no other page shows them in a frame", async () => {
    // Cookies make no difference between ports, nor do the pages ask for more than the name of this computer.
    await page.goto(appUrl().replace("localhost", "127.0.0.1"));
    await page.setContent(`<iframe src="${addressOf("/login").replaceAll("&", "&amp;")}"></iframe>`);
    const frame = await (await page.waitForSelector("iframe")).contentFrame();
    await frame?.waitForLoadState();
    expect(await frame?.locator("form").count()).toBe(0);
  });

  test("a page of another site sends its form in vain", async () => {
    await page.goto(appUrl());
    await page.setContent(
      `<form method="post" action="${addressOf("/login").replaceAll("&", "&amp;")}"><input name="username" value="${ADA}"><input name="password" value="${PASSWORD}"><button>Win</button></form>`,
    );
    await page.getByRole("button").click();
    await page.waitForURL(`${visited.edition.poolUrl}/**`);
    expect(await page.getByRole("alert").textContent()).toMatch(/not sent to this browser/);
    expect(visited.newSources()).toEqual([]);
  });

  test.each([
    ["light", 390],
    ["light", 1_280],
    ["dark", 390],
    ["dark", 1_280],
  ] as const)("in %s, %d pixels wide, axe finds nothing on any page", async (colorScheme, width) => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    for (const path of [
      addressOf("/login", { login_hint: ADA }),
      addressOf("/signup"),
      addressOf("/confirmUser"),
      addressOf("/forgotPassword"),
      addressOf("/confirmForgotPassword"),
      addressOf("/login", { redirect_uri: "https://evil.example" }),
      `${visited.edition.poolUrl}/logout`,
    ]) {
      await page.goto(path);
      expect([path, await findingsIn(page)]).toEqual([path, []]);
    }
  });
});
