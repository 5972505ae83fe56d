import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { describeInBrowser, launchBrowser } from "../../docs/browser";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { join, PASSWORD, signIn } from "./visitor";

const ADA = "ada@acme.example";
const NEW_PASSWORD = "Difference-Engine-1822";
const APP = "https://app.example.com";
const PAGE = { contentType: "text/html", body: "<!doctype html><title>A page</title>" };

/** What a page learns of an answer; nothing, if the browser keeps it from the page. */
type Seen = { readonly status: number; readonly text: string } | "nothing";

interface Init {
  readonly method?: "POST";
  readonly mode?: "no-cors";
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const NOTHING_LEARNT = { users: "nothing", password: "nothing", items: "nothing", inbox: "nothing" };
const isAnswered = { status: 200, text: expect.stringContaining(ADA) };

describeInBrowser("a page in a browser of this computer", () => {
  let visited: TestEdition;
  let browser: Browser;
  let site: Server;

  beforeAll(async () => {
    site = createServer((_, response) => {
      response.setHeader("content-type", PAGE.contentType).end(PAGE.body);
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    visited = await startTestEdition(
      {},
      await packageService("--stage", "dev", ...asArguments({ corsOrigins: APP })),
    );
    await join(visited, ADA);
    // Whoever owns a name can have it lead anywhere, here as well.
    browser = await launchBrowser("--host-resolver-rules=MAP evil.test 127.0.0.1");
  });
  afterAll(async () => {
    await browser?.close();
    await visited?.stop();
    site?.close();
  });

  const sitePort = () => (site.address() as AddressInfo).port;

  async function open(address: string): Promise<Page> {
    // As if somebody had allowed the page to ask this computer.
    const page = await browser.newPage({ permissions: ["local-network-access"] });
    await page.route(`${APP}/`, (route) => route.fulfill(PAGE));
    await page.goto(address);
    return page;
  }

  const ask = (page: Page, url: string, init: Init = {}): Promise<Seen> =>
    page.evaluate(
      async ([address, options]) => {
        try {
          const response = await fetch(address, options);
          return { status: response.status, text: await response.text() };
        } catch {
          return "nothing";
        }
      },
      [url, init] as const,
    );

  /** Asks as an SDK does, signature included: any will do on a laptop. */
  const call = (page: Page, url: string, target: string, input: object) =>
    ask(page, url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-date": "20260101T000000Z",
        "x-amz-target": target,
        "x-amz-user-agent": "a page",
      },
      body: JSON.stringify(input),
    });

  /** Reads people, their mail and their profiles, and gives Ada another password. */
  async function tryEverything(
    page: Page,
    { pool = visited.edition.poolUrl, tables = visited.edition.tables.endpoint } = {},
  ) {
    const { stack } = visited.edition;
    const UserPoolId = stack.pool.id;
    const provider = "AWSCognitoIdentityProviderService";
    return {
      users: await call(page, pool, `${provider}.ListUsers`, { UserPoolId }),
      password: await call(page, pool, `${provider}.AdminSetUserPassword`, {
        UserPoolId,
        Username: ADA,
        Password: NEW_PASSWORD,
        Permanent: true,
      }),
      items: await call(page, tables, "DynamoDB_20120810.Scan", { TableName: stack.outputs.PeopleTableName }),
      inbox: await ask(page, `${pool}/inbox`),
    };
  }

  test("of another site learns nothing and changes nothing", async () => {
    const page = await open(`http://evil.test:${sitePort()}`);
    expect(await tryEverything(page)).toEqual(NOTHING_LEARNT);
    expect(await signIn(visited, ADA, PASSWORD)).toHaveProperty("AuthenticationResult");
  });

  test("of another site learns nothing under a name that it has lead here", async () => {
    const addressOf = (url: string) => `http://evil.test:${new URL(url).port}${new URL(url).pathname}`;
    const { poolUrl, apiUrl, tables } = visited.edition;
    const page = await open(addressOf(poolUrl));
    expect(await tryEverything(page, { pool: addressOf(poolUrl) })).toEqual(NOTHING_LEARNT);
    for (const url of [poolUrl, `${poolUrl}/inbox`, apiUrl ?? "", tables.endpoint]) {
      const answer = await page.goto(addressOf(url));
      expect([answer?.status(), await page.textContent("body")]).toEqual([
        403,
        expect.stringContaining("Ask by the name localhost"),
      ]);
    }
    expect(await signIn(visited, ADA, PASSWORD)).toHaveProperty("AuthenticationResult");
  });

  test("of another site sends in vain what browsers ask no permission for", async () => {
    const page = await open(`http://evil.test:${sitePort()}`);
    const { poolUrl, tables } = visited.edition;
    const statuses: Promise<number>[] = [];
    page.on("response", (response) => statuses.push(Promise.resolve(response.status())));
    for (const url of [
      `${poolUrl}/`,
      `${poolUrl}/oauth2/revoke`,
      `${poolUrl}/local/federated-sign-in`,
      tables.endpoint,
    ])
      await ask(page, url, { method: "POST", mode: "no-cors", body: "{}" });
    for (const url of [`${poolUrl}/inbox`, `${poolUrl}/invocations`, `${poolUrl}/outputs`])
      await ask(page, url, { mode: "no-cors" });
    expect(await Promise.all(statuses)).toEqual(Array(7).fill(403));
  });

  test("of another site may link here", async () => {
    const page = await open(`http://evil.test:${sitePort()}`);
    const link = `${visited.edition.poolUrl}/outputs`;
    await page.setContent(`<a href="${link}">outputs</a>`);
    const [response] = await Promise.all([page.waitForResponse(link), page.click("a")]);
    expect(response.status()).toBe(200);
  });

  test.each([
    ["of corsOrigins", () => APP],
    ["of this computer", () => `http://localhost:${sitePort()}`],
  ])("%s reads and changes what it wants", async (_, addressOf) => {
    const page = await open(addressOf());
    expect(await tryEverything(page)).toEqual({
      users: isAnswered,
      password: { status: 200, text: "{}" },
      items: isAnswered,
      inbox: isAnswered,
    });
    expect(await signIn(visited, ADA, NEW_PASSWORD)).toHaveProperty("AuthenticationResult");
  });
});
