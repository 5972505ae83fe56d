import type { Browser, BrowserContext, Locator, Page, Response } from "playwright-core";
import { startExample } from "../../docs/examples/example-server";
import { freePort } from "../harness/ports";
import { asArguments, packageService } from "../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../local/edition/start-test-edition";
import { launchBrowser } from "./browser";

/** The example in front of a stage of its own, whose API lets no other origin in. */
export interface FrontEnd {
  readonly visited: TestEdition;
  readonly browser: Browser;
  readonly url: string;
  /** The API as the page calls it. */
  readonly apiUrl: string;
  stop(): Promise<void>;
}

export async function startFrontEnd(parameters: Readonly<Record<string, string>> = {}): Promise<FrontEnd> {
  const browser = await launchBrowser();
  const port = await freePort();
  const corsOrigins = `http://localhost:${port}`;
  const product = await packageService("--stage", "dev", ...asArguments({ corsOrigins, ...parameters }));
  const visited = await startTestEdition({}, product);
  const example = await startExample({ port, poolUrl: visited.edition.poolUrl });
  return {
    visited,
    browser,
    url: example.url,
    apiUrl: visited.edition.apiUrl?.replace("127.0.0.1", "localhost") ?? "",
    async stop() {
      await browser.close();
      await example.stop();
      await visited.stop();
    },
  };
}

interface Answer {
  /** Such as `POST /auth/sign-in`. */
  readonly request: string;
  readonly status: number;
  readonly body: string;
}

/** Somebody in front of the page. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the API has answered to the page since the last question. */
  newAnswers(): Promise<readonly Answer[]>;
  /** What the browser complains of, but for answers that are problems. */
  readonly complaints: readonly string[];
  /** Waits for the view with this heading. */
  sees(heading: string): Promise<void>;
  field(label: string): Locator;
  fill(values: Readonly<Record<string, string>>): Promise<void>;
  /** Presses a button, and waits until what it does is done. */
  press(button: string): Promise<void>;
  /** Waits for something that the person is told. */
  alert(): Promise<string>;
  notice(): Promise<string>;
}

/** With a new, empty browser profile, unless one is given. */
export async function visit(
  { browser, url, apiUrl, visited }: FrontEnd,
  { address = url, context: known }: { address?: string; context?: BrowserContext } = {},
): Promise<Visit> {
  const context = known ?? (await browser.newContext());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const filesUrl = visited.edition.storage?.url ?? apiUrl;
  const answers: Promise<Answer>[] = [];
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isProblem = /^Failed to load resource: .* status of \d+/.test(message.text());
    const isAnswer = [apiUrl, filesUrl].some((address) => message.location().url.startsWith(address));
    if (["error", "warning"].includes(message.type()) && !(isProblem && isAnswer))
      complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("response", (response) => {
    const isPreflight = response.request().method() === "OPTIONS";
    if (response.url().startsWith(apiUrl) && !isPreflight) answers.push(readAnswer(response));
  });
  const said = async (role: "alert" | "status") => {
    const message = page.getByRole(role).filter({ hasText: /\S/ });
    await message.waitFor();
    return (await message.textContent()) ?? "";
  };
  const field = (label: string) => page.getByLabel(label).filter({ visible: true });
  const visit: Visit = {
    page,
    context,
    newAnswers: () => Promise.all(answers.splice(0)),
    complaints,
    sees: (heading) => page.getByRole("heading", { name: heading }).waitFor(),
    field,
    async fill(values) {
      for (const [label, value] of Object.entries(values)) await field(label).fill(value);
    },
    async press(button) {
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.locator("[inert]").waitFor({ state: "detached" });
    },
    alert: () => said("alert"),
    notice: () => said("status"),
  };
  await page.goto(address);
  return visit;
}

const readAnswer = async (response: Response): Promise<Answer> => ({
  request: `${response.request().method()} ${new URL(response.url()).pathname}`,
  status: response.status(),
  body: response.status() === 204 ? "" : await response.text(),
});

/** Fills in the form that the page begins with. */
export async function signInAs(visit: Visit, email: string, password: string): Promise<void> {
  await visit.sees("Sign in");
  await visit.fill({ "E-mail address": email, Password: password });
  await visit.press("Sign in");
}

/** What a script of the page finds in the browser: cookies, both storages and the document. */
export const readableByScripts = ({ page }: Visit): Promise<string> =>
  page.evaluate(
    "JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML])",
  );
