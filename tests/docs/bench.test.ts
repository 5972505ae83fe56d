import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { BENCHMARKS } from "../../bench/benchmarks";
import { readme } from "../../bench/readme";

const ROOT = path.join(__dirname, "../..");
const NAMES = BENCHMARKS.map(({ name }) => name).sort();

test("each benchmark has its page and its script, and stands in the README", () => {
  const pages = readdirSync(path.join(ROOT, "bench")).filter((file) => file.endsWith(".md"));
  expect(pages.sort()).toEqual(["README.md", ...NAMES.map((name) => `${name}.md`)].sort());
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const measured = Object.keys(scripts).filter((script) => script.startsWith("bench:"));
  expect(measured.sort()).toEqual(NAMES.map((name) => `bench:${name}`));
  for (const script of measured) expect(scripts[script]).toMatch(/ && tsx bench\/readme\.ts$/);
});

/** After a page has changed, `npx tsx bench/readme.ts` draws the charts anew. */
test("the charts show the figures of the pages", () => {
  expect(readFileSync(path.join(ROOT, "bench/README.md"), "utf8")).toBe(readme());
});
