import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/** Is made into texts in the page: all that axe knows of a page takes longer to come out of the browser than to be found. */
const FINDINGS = `axe.run({ selectors: false }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html)))`;

/** What axe finds, of whatever weight, and whether the page scrolls sideways. */
export async function findingsIn(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(AXE);
  const violations = await page.evaluate<readonly string[]>(FINDINGS);
  const overflow = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  return [...violations, ...(overflow === 0 ? [] : [`${overflow} pixels are beside the screen`])];
}
