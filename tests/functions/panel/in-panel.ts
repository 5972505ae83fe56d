import type { Browser } from "playwright-core";
import { launchBrowser } from "../../docs/browser";
import type { FakeApi } from "./fake-api";
import { startHouse } from "./house";
import { type PanelVisit, signInToPanel, visitPanel } from "./panel-visit";

/** What each test has: a house of its own, and somebody in front of the panel. */
interface InPanel {
  readonly browser: Browser;
  readonly api: FakeApi;
  readonly visit: PanelVisit;
  /** Signs in and waits until it is done. */
  enter(email: string): Promise<void>;
}

/**
 * To be called in a `describe`. The browser must not have complained at the end of any test.
 * @param email whoever is signed in before each test; without it, nobody
 */
export function inPanel(email?: string): InPanel {
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
    if (email !== undefined) await enter(email);
  });
  afterEach(async () => {
    await visit.context.close();
    await api.stop();
    expect(visit.complaints).toEqual([]);
  });
  async function enter(who: string): Promise<void> {
    await signInToPanel(visit, who);
    await visit.isIn();
  }
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
    enter,
  };
}
