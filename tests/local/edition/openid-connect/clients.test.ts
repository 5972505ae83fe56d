import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import * as openidClient from "openid-client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { describeInBrowser, launchBrowser } from "../../../docs/browser";
import { freePort } from "../../../harness/ports";
import { asArguments, packageService } from "../../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../start-test-edition";
import { join, PASSWORD } from "../visitor";
import { startApache, testWithApache } from "./apache";
import type { BrowserClients, SignedIn } from "./browser-clients";
import { startTlsFront } from "./tls-front";

const ADA = "ada@acme.example";
const SCOPE = "openid email profile aws.cognito.signin.user.admin";

/** Each as it is published: discovery, sign-in, refresh, who it is, and sign-out. */
describeInBrowser("clients of OpenID Connect", () => {
  let visited: TestEdition;
  let browser: Browser;
  let app: Server;
  let tlsFront: Awaited<ReturnType<typeof startTlsFront>>;
  let context: BrowserContext;
  let page: Page;
  let sub: string;
  let apachePort: number;

  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [path.join(__dirname, "browser-clients.ts")],
      bundle: true,
      platform: "browser",
      format: "iife",
      write: false,
    });
    const script = outputFiles[0]?.text ?? "";
    app = createServer(({ url }, response) => {
      if (url === "/clients.js") response.setHeader("content-type", "text/javascript").end(script);
      else
        response
          .setHeader("content-type", "text/html")
          .end('<!doctype html><title>The app</title><script src="/clients.js"></script>');
    }).listen(0, "127.0.0.1");
    await once(app, "listening");
    apachePort = await freePort();
    const product = await packageService(
      "--stage",
      "dev",
      ...asArguments({
        domainPrefix: "acme-login",
        callbackUrls: `${appUrl()}/signed-in,${appUrl()}/amplify,http://localhost:${apachePort}/signed-in`,
        logoutUrls: `${appUrl()}/signed-out,http://localhost:${apachePort}/signed-out.html`,
        corsOrigins: appUrl(),
      }),
    );
    visited = await startTestEdition({ issuer: "local" }, product);
    tlsFront = await startTlsFront(visited.edition.poolUrl);
    sub = await join(visited, ADA);
    browser = await launchBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    tlsFront?.stop();
    await visited?.stop();
    app?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const appUrl = () => `http://localhost:${(app.address() as AddressInfo).port}`;
  const issuer = () => `${visited.edition.poolUrl}/${visited.edition.stack.pool.id}`;

  async function signIn(): Promise<void> {
    await page.locator('input[name="username"]').fill(ADA);
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.locator("button").click();
  }

  const callApi = async (token = "") =>
    (await fetch(`${visited.edition.apiUrl}/profile`, { headers: { authorization: `Bearer ${token}` } }))
      .status;

  /** Calls something of the page's clients. */
  const call = <Result>(client: keyof BrowserClients, name: string, ...given: readonly unknown[]) =>
    page.evaluate<Result, [string, string, readonly unknown[]]>(
      ([of, called, args]) => Reflect.get(Reflect.get(globalThis, "clients"), of)[called](...args),
      [client, name, given],
    );

  /** Calls something that leads to another page. */
  async function leave(address: string, ...called: Parameters<typeof call>): Promise<void> {
    const left = page.waitForURL(address);
    // The page may be gone before it answers.
    await Promise.all([left, call(...called).catch(() => left)]);
  }

  test("openid-client", async () => {
    const client = await openidClient.discovery(
      new URL(issuer()),
      visited.webClient,
      undefined,
      openidClient.None(),
      { execute: [openidClient.allowInsecureRequests] },
    );
    const { poolUrl } = visited.edition;
    expect(client.serverMetadata()).toMatchObject({
      issuer: issuer(),
      jwks_uri: `${issuer()}/.well-known/jwks.json`,
      authorization_endpoint: `${poolUrl}/oauth2/authorize`,
      token_endpoint: `${poolUrl}/oauth2/token`,
      userinfo_endpoint: `${poolUrl}/oauth2/userInfo`,
      revocation_endpoint: `${poolUrl}/oauth2/revoke`,
      end_session_endpoint: `${poolUrl}/logout`,
    });
    const pkceCodeVerifier = openidClient.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [openidClient.randomState(), openidClient.randomNonce()];
    const wanted = openidClient.buildAuthorizationUrl(client, {
      redirect_uri: `${appUrl()}/signed-in`,
      scope: SCOPE,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await openidClient.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    await page.goto(wanted.href);
    await signIn();
    await page.waitForURL(`${appUrl()}/signed-in?**`);
    const tokens = await openidClient.authorizationCodeGrant(client, new URL(page.url()), {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
      idTokenExpected: true,
    });
    expect(tokens.claims()).toMatchObject({ sub, email: ADA, "custom:tenant_id": "acme" });
    const renewed = await openidClient.refreshTokenGrant(client, tokens.refresh_token ?? "");
    expect(await callApi(renewed.access_token)).toBe(200);
    const person = await openidClient.fetchUserInfo(client, renewed.access_token, sub);
    expect(person).toMatchObject({ sub, email: ADA });
    await openidClient.tokenRevocation(client, tokens.refresh_token ?? "");
    await expect(openidClient.refreshTokenGrant(client, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });

    const out = openidClient.buildEndSessionUrl(client, { logout_uri: `${appUrl()}/signed-out` });
    await page.goto(out.href);
    expect(page.url()).toBe(`${appUrl()}/signed-out`);
    await page.goto(wanted.href);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
  });

  test("oidc-client-ts in a browser", async () => {
    const settings = {
      authority: issuer(),
      client_id: visited.webClient,
      redirect_uri: `${appUrl()}/signed-in`,
      scope: SCOPE,
      loadUserInfo: true,
    };
    await page.goto(appUrl());
    await leave(`${visited.edition.poolUrl}/login?**`, "oidcClientTs", "signIn", settings);
    await signIn();
    await page.waitForURL(`${appUrl()}/signed-in?**`);
    const signedIn = await call<SignedIn>("oidcClientTs", "comeBack", settings);
    expect(signedIn.profile).toMatchObject({ sub, email: ADA, username: sub, "custom:tenant_id": "acme" });
    const renewed = await call<string>("oidcClientTs", "renew", settings);
    expect(renewed).not.toBe(signedIn.access_token);
    expect(await callApi(renewed)).toBe(200);
    await leave(`${appUrl()}/signed-out`, "oidcClientTs", "signOut", settings, `${appUrl()}/signed-out`);
  });

  test("Amplify's signInWithRedirect", async () => {
    const settings = {
      userPoolId: visited.edition.stack.pool.id,
      userPoolClientId: visited.webClient,
      userPoolEndpoint: visited.edition.poolUrl,
      domain: tlsFront.host,
      signedIn: `${appUrl()}/amplify`,
      signedOut: `${appUrl()}/signed-out`,
    };
    await page.goto(appUrl());
    await call("amplify", "configure", settings);
    await leave(`https://${tlsFront.host}/login?**`, "amplify", "signIn", "de");
    await page.getByRole("heading", { name: "Anmelden" }).waitFor();
    await signIn();
    await page.waitForURL(`${appUrl()}/amplify?**`);
    await call("amplify", "configure", settings);
    expect(await call("amplify", "email")).toBe(ADA);
    expect(await callApi(await call<string>("amplify", "renew"))).toBe(200);
    await leave(`${appUrl()}/signed-out`, "amplify", "signOut");
  });

  testWithApache("Debian's mod_auth_openidc", async () => {
    const { site, stop } = await startApache({
      port: apachePort,
      issuer: issuer(),
      clientId: visited.webClient,
      logoutUrl: `${visited.edition.poolUrl}/logout`,
    });
    try {
      await page.goto(`${site}/private/`);
      await signIn();
      await page.waitForURL(`${site}/private/`);
      expect(await page.title()).toBe("The private page");
      visited.newSources();
      await page.goto(`${site}/private/?again`);
      expect(await page.title()).toBe("The private page");
      expect(visited.newSources()).toEqual(["TokenGeneration_RefreshTokens"]);
      await page.goto(`${site}/signed-in?${new URLSearchParams({ logout: `${site}/signed-out.html` })}`);
      expect([page.url(), await page.title()]).toEqual([`${site}/signed-out.html`, "Signed out"]);
      await page.goto(`${site}/private/?once-more`);
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    } finally {
      await stop();
    }
  });
});
