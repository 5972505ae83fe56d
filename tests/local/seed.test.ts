import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { seedIn } from "../../local/seed";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "seed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a folder keeps its seed, and nothing else is left beside it", () => {
  const seed = seedIn(folder);
  expect(seed).toMatch(/^[0-9a-f]{64}$/);
  expect(seedIn(folder)).toBe(seed);
  expect(readdirSync(folder)).toEqual(["seed"]);
});

test("an empty seed, which anybody could guess, is replaced", () => {
  const file = path.join(folder, "seed");
  writeFileSync(file, "");
  const seed = seedIn(folder);
  expect(seed).toMatch(/^[0-9a-f]{64}$/);
  expect(readFileSync(file, "utf8")).toBe(seed);
});
