import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { PASSWORD } from "./fake-api";

/** Somebody in front of the panel. */
export interface PanelVisit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complains of, but for answers that are problems. */
  readonly complaints: readonly string[];
  /** Waits for the view with this heading. */
  sees(heading: string): Promise<void>;
  /** Waits until somebody is signed in, whatever they see. */
  isIn(): Promise<void>;
  /** Waits for a text that is shown. */
  reads(text: string | RegExp): Promise<void>;
  field(label: string): Locator;
  fill(values: Readonly<Record<string, string>>): Promise<void>;
  press(button: string): Promise<void>;
  /** Answers the question of a dialog. */
  confirm(button: string): Promise<void>;
  follow(link: string): Promise<void>;
  /** Goes to another view, and waits until it is there. */
  open(address: string): Promise<void>;
}

interface PanelVisitOptions {
  readonly context?: BrowserContext;
  readonly browsing?: BrowserContextOptions;
  readonly address?: string;
}

export async function visitPanel(
  browser: Browser,
  api: { readonly url: string },
  { context: known, browsing, address = "" }: PanelVisitOptions = {},
): Promise<PanelVisit> {
  const context = known ?? (await browser.newContext({ timezoneId: "Europe/Berlin", ...browsing }));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isProblem = /^Failed to load resource: /.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isProblem) complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(`${api.url}/panel${address}`);
  const field = (label: string) => page.getByLabel(label, { exact: true }).filter({ visible: true });
  return {
    page,
    context,
    complaints,
    sees: (heading) => page.getByRole("heading", { name: heading, level: 1, exact: true }).waitFor(),
    isIn: () => page.getByRole("button", { name: "Sign out" }).waitFor(),
    reads: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    field,
    async fill(values) {
      for (const [label, value] of Object.entries(values)) await field(label).fill(value);
    },
    press: (name) => page.getByRole("button", { name, exact: true }).click(),
    confirm: (name) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click(),
    follow: (name) => page.getByRole("link", { name, exact: true }).click(),
    async open(address) {
      await page.evaluate(`new Promise((heard) => {
        addEventListener("hashchange", heard, { once: true });
        if (location.hash === ${JSON.stringify(address)}) heard();
        location.hash = ${JSON.stringify(address)};
      })`);
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
    },
  };
}

export async function signInToPanel(visit: PanelVisit, email: string, password = PASSWORD): Promise<void> {
  await visit.sees("Sign in");
  await visit.fill({ "E-mail address": email, Password: password });
  await visit.press("Sign in");
}
