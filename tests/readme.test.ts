import { readFileSync } from "node:fs";
import path from "node:path";
import { COMMANDS } from "../commands/catalogue";
import { readGuide, rowsIn, sectionOf } from "./docs/guide-sections";

const README = readFileSync(path.join(__dirname, "..", "README.md"), "utf8");

test("the README is read in one sitting", () => {
  expect(README.split("\n").length).toBeLessThanOrEqual(150);
});

test("every command is in the guide for operators, and nothing else is", () => {
  const cells = rowsIn(sectionOf(readGuide("operating.md"), "Commands")).map(([cell = ""]) => cell);
  const named = [...cells.join(" ").matchAll(/[a-z]+:[a-z-]+/g)].map(([name]) => name);
  expect(named.sort()).toEqual(Object.keys(COMMANDS).sort());
});
