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
        brands: { default: { name: "Acme & Co" } },
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
    visited.newSources();
  });
  afterEach(() => context.close());

  const appUrl = () => `http://localhost:${(app.address() as AddressInfo).port}`;
  const addressOf = (path: string, changes: Record<string, string> = {}) =>
    `${visited.edition.poolUrl}${path}?${new URLSearchParams({
      client_id: visited.webClient,
      response_type: "code",
      scope: "openid",
      redirect_uri: `${appUrl()}/signed-in`,
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
    expect(await page.getByRole("alert").textContent()).toBe("Incorrect username or password.");
    expect(reports.at(-1)).toMatchObject({
      what: "POST /login",
      outcome: "refused",
      who: ADA,
      why: "NotAuthorizedException: Incorrect username or password.",
    });
    await signIn();
    await page.waitForURL(`${appUrl()}/signed-in?**`);
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

  test("a client that may have its tokens in the address gets them there", async () => {
    const { clients } = visited.edition.pool;
    const client = clients.get(visited.webClient);
    if (client === undefined) throw new Error("the stage has no web client");
    clients.put(client.id, { ...client, oauthFlows: ["code", "implicit"] });
    await page.goto(addressOf("/login", { response_type: "token" }));
    await signIn();
    await page.waitForURL(`${appUrl()}/signed-in#**`);
    clients.put(client.id, client);
    const values = new URLSearchParams(new URL(page.url()).hash.slice(1));
    expect([...values.keys()]).toEqual(["id_token", "access_token", "expires_in", "token_type"]);
    expect(await callApi(values.get("access_token") ?? "")).toBe(200);
  });

  test("with a local issuer, discovery leads everywhere on this computer", async () => {
    const { poolUrl, stack } = visited.edition;
    const issuer = `${poolUrl}/${stack.pool.id}`;
    const document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    expect(document).toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${poolUrl}/oauth2/authorize`,
      token_endpoint: `${poolUrl}/oauth2/token`,
      userinfo_endpoint: `${poolUrl}/oauth2/userInfo`,
      revocation_endpoint: `${poolUrl}/oauth2/revoke`,
      end_session_endpoint: `${poolUrl}/logout`,
    });
    expect((await fetch(String(document.jwks_uri))).status).toBe(200);
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
