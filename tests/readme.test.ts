import { readFileSync } from "node:fs";
import path from "node:path";
import { COMMANDS } from "../commands/catalogue";

const { PARAMETERS } = require("../infra/parameters.cjs");
const README = readFileSync(path.join(__dirname, "..", "README.md"), "utf8");

const firstCells = (table: string): string[] =>
  table
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(/(?<!\\)\|/)[1] ?? "");

const section = (from: string, to: string): string => README.slice(README.indexOf(from), README.indexOf(to));

test("every parameter is in the README's table, and nothing else is", () => {
  const documented = firstCells(section("### Parameters", "### Brands")).map((cell) =>
    cell.replace(/[` ]/g, ""),
  );
  expect(documented).toEqual(Object.keys(PARAMETERS));
});

test("every command is in the README's table, and nothing else is", () => {
  const cells = firstCells(section("## Operating", "## Good to know")).join(" ");
  expect([...cells.matchAll(/[a-z]+:[a-z-]+/g)].map(([name]) => name).sort()).toEqual(
    Object.keys(COMMANDS).sort(),
  );
});

test("every file that the README points to exists", () => {
  const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = ""]) => target);
  expect(links.length).toBeGreaterThan(8);
  for (const link of links)
    expect(() => require("node:fs").statSync(path.join(__dirname, "..", link))).not.toThrow();
});
