import { get } from "node:http";
import type { Page } from "playwright-core";
import { describeInBrowser, launchBrowser } from "../../docs/browser";
import { startTestEdition, type TestEdition } from "../edition/start-test-edition";
import { join, signUp } from "../edition/visitor";

const ADA = "ada@acme.example";
const SCRIPT = "<script>document.title = 'taken'</script>";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
  await join(visited, ADA);
  await signUp(visited, "mallory@elsewhere.example").catch(() => {});
  visited.edition.inbox.deliver({
    at: "2026-03-01T12:00:00.000Z",
    medium: "EMAIL",
    to: "grace@acme.example",
    username: "grace",
    occasion: "CustomMessage_SignUp",
    subject: `<b>${SCRIPT}`,
    body: `<html><body onload="parent.document.title = 'taken'">${SCRIPT}<p>Hello</p></body></html>`,
    code: "123456",
  });
});
afterAll(() => visited.stop());

const addresses = () => {
  const { poolUrl, apiUrl, tables } = visited.edition;
  return [
    ...["/", "/inbox", `/inbox?to=${ADA}`, "/events", "/invocations", "/outputs", "/nowhere", "/login"].map(
      (path) => poolUrl + path,
    ),
    ...["/", "/profile", "/nowhere"].map((path) => apiUrl + path),
    ...["/", "/nowhere"].map((path) => tables.endpoint + path),
  ];
};

test("programs get JSON where browsers get pages", async () => {
  for (const path of ["/inbox", "/events", "/invocations", "/outputs"]) {
    const response = await fetch(visited.edition.poolUrl + path);
    expect([path, response.headers.get("content-type")]).toEqual([path, "application/json"]);
  }
  const refused = await fetch(`${visited.edition.apiUrl}/profile`);
  expect([refused.status, await refused.json()]).toEqual([401, { message: "Unauthorized" }]);
});

test("a page is refused under a name that only leads here, as its JSON is", async () => {
  const { port } = new URL(visited.edition.poolUrl);
  const headers = { accept: "text/html", host: `evil.example:${port}` };
  const text = await new Promise<string>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path: "/inbox", headers }, async (response) => {
      let body = String(response.statusCode);
      for await (const chunk of response) body += chunk;
      resolve(body);
    }).on("error", reject);
  });
  expect(text).toMatch(/^403<!doctype html>/);
  expect(text).not.toContain(ADA);
});

describeInBrowser("in a browser", () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let page: Page;
  const events: string[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    page.on("download", (download) => events.push(`download of ${download.url()}`));
    page.on("console", (message) => {
      if (!message.text().startsWith("Failed to load resource")) events.push(message.text());
    });
  });
  afterEach(async () => {
    await page.close();
    expect(events.splice(0).filter((event) => !event.includes("sandboxed"))).toEqual([]);
  });

  test("every address is a page in words that fits a telephone", async () => {
    for (const address of addresses()) {
      const response = await page.goto(address);
      expect([address, response?.headers()["content-type"]]).toEqual([address, "text/html; charset=utf-8"]);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).not.toBe("");
      expect([address, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([address, 390]);
    }
  });

  test("the inbox shows the newest message first, leads to one mailbox, and runs nothing of a mail", async () => {
    await page.goto(`${visited.edition.poolUrl}/inbox`);
    const letters = page.getByRole("article");
    expect(await letters.first().textContent()).toContain(`<b>${SCRIPT}`);
    await letters.first().getByText("The e-mail", { exact: true }).click();
    await page.frameLocator("iframe").first().getByText("Hello").waitFor();
    expect(await page.title()).toBe("Inbox");
    await page.getByRole("link", { name: ADA }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(`Inbox of ${ADA}`);
    expect(await letters.count()).toBe(1);
    expect(await letters.textContent()).toContain(visited.code(ADA));
  });

  test("the invocations show what was decided, and more on demand", async () => {
    await page.goto(`${visited.edition.poolUrl}/invocations`);
    // Functions that read streams run beside it, at times of their own.
    const newest = page.locator("main > details").filter({ hasText: "pre-sign-up" }).first();
    expect(await newest.locator("summary").first().textContent()).toContain(
      "mallory@elsewhere.example belongs-nowhere",
    );
    await newest.locator("summary").first().click();
    await newest.getByText("Event", { exact: true }).click();
    expect(await newest.textContent()).toContain('"triggerSource": "PreSignUp_SignUp"');
  });
});
