import type { Browser } from "playwright-core";
import { launchBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import { startHouse } from "./house";
import { type PanelVisit, signInToPanel, visitPanel } from "./panel-visit";

/** What each test has: a house of its own, and somebody in front of the panel. */
export interface InPanel {
  readonly browser: Browser;
  readonly api: FakeApi;
  readonly visit: PanelVisit;
  /** Signs in and waits until it is done. */
  enter(email: string): Promise<void>;
}

/** To be called in a `describe`. The browser must not have complained at the end of any test. */
export function inPanel(): InPanel {
  let browser: Browser;
  let api: FakeApi;
  let visit: PanelVisit;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    api = await startHouse();
    visit = await visitPanel(browser, api);
  });
  afterEach(async () => {
    await visit.context.close();
    await api.stop();
    expect(visit.complaints).toEqual([]);
  });
  return {
    get browser() {
      return browser;
    },
    get api() {
      return api;
    },
    get visit() {
      return visit;
    },
    async enter(email) {
      await signInToPanel(visit, email);
      await visit.page.getByRole("button", { name: "Sign out" }).waitFor();
    },
  };
}
