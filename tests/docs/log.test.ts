import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { LOG_PAGE, logPage } from "../../docs/generators/log";
import { NOT_MIGRATED, NOWHERE, OUTCOMES, WARNINGS } from "../../docs/generators/log-meanings";
import { REFUSAL_CODES } from "../../shared/runtime/refusals";

const ROOT = path.join(__dirname, "..", "..");
const LISTS = ["shared/runtime/refusals.ts", "shared/runtime/outcomes.ts"];

/** The code of all functions, without the lists of what they may say. */
const CODE = ["functions", "shared"]
  .flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
      path.join(folder, file),
    ),
  )
  .filter((file) => file.endsWith(".ts") && !LISTS.includes(file))
  .map((file) => readFileSync(path.join(ROOT, file), "utf8"))
  .join("\n");

test("docs/log.md is what npm run docs:generate makes of the code", async () => {
  expect(readFileSync(LOG_PAGE, "utf8")).toBe(await logPage());
});

test.each([
  ["code of a refusal", REFUSAL_CODES],
  ["outcome", Object.values(OUTCOMES).flatMap(Object.keys)],
  ["reason of the migration", Object.keys(NOT_MIGRATED)],
  ["reason to belong nowhere", Object.keys(NOWHERE)],
])("every %s is used", (_, words) => {
  expect(words.length).toBeGreaterThan(5);
  expect(words.filter((word) => !new RegExp(`"${word}"`).test(CODE))).toEqual([]);
});

test("every warning is used", () => {
  const beginnings = Object.keys(WARNINGS).map((warning) => warning.replace(/<.*/, ""));
  expect(beginnings.length).toBeGreaterThan(5);
  const isUsed = (beginning: string) => CODE.includes(`"${beginning}`) || CODE.includes(`\`${beginning}`);
  expect(beginnings.filter((beginning) => !isUsed(beginning))).toEqual([]);
});
