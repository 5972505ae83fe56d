import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  CEILINGS,
  type CeilingName,
  SCHEME_WORDS,
  SCHEMES,
  type Scheme,
  UNREAD_FORMATS,
  USUAL_CEILINGS,
} from "../../shared/passwords";
import { code, replaceBetween, tableOf } from "./markdown";

const GUIDE = path.join(__dirname, "..", "migrating-users.md");

/** What each ceiling limits, in the words of the guide. */
const BOUNDED: Readonly<Record<CeilingName, string>> = {
  bcryptCost: "the cost of bcrypt",
  memoryMib: "the memory of argon2 and scrypt, in MiB",
  passes: "how often argon2 goes over its memory",
  lanes: "the lanes of argon2",
  memoryWorkMib: "what argon2 and scrypt go through in all, in MiB",
  iterations: "the rounds of PBKDF2",
  rounds: "the rounds of everything else: SHA-crypt, phpass, Drupal, repeated digests",
};

const NAMES = Object.keys(CEILINGS) as CeilingName[];

/** The guide with new tables of password schemes, each between its two marks. */
export const withSchemeTables = (guide: string): string =>
  Object.entries({ ceilings: ceilingsTable(), schemes: schemesTable(), unread: unreadTable() }).reduce(
    (text, [name, table]) =>
      replaceBetween(
        text,
        `<!-- ${name}: written by npm run docs:generate -->\n`,
        `\n<!-- end of ${name} -->`,
        table,
      ),
    guide,
  );

const ceilingsTable = (): string =>
  tableOf(
    ["Ceiling", "What it bounds", "Of a stage that sets none", "The highest"],
    NAMES.map((name) => [code(name), BOUNDED[name], String(USUAL_CEILINGS[name]), String(CEILINGS[name])]),
  );

function schemesTable(): string {
  return tableOf(
    ["Scheme", "What it reads", "Says so itself", "Parameters", "Ceilings"],
    SCHEME_WORDS.map(([names, reads]) => [names.map(code).join(", "), reads, ...declaredBy(names)]),
  );
}

function declaredBy(names: readonly string[]): readonly string[] {
  const schemes = SCHEMES.filter((scheme) => names.some((name) => scheme.schemes.includes(name)));
  const declared = schemes.map((scheme) => [saysSo(scheme), parametersOf(scheme), ceilingsOf(scheme)]);
  const [first, ...others] = declared;
  if (first === undefined || others.some((other) => other.join() !== first.join()))
    throw new Error(`${names.join(", ")} are no schemes that differ in nothing but their names`);
  return first;
}

function saysSo({ prefix, needs = [] }: Scheme): string {
  if (prefix === undefined) return "no";
  return needs.length > 0 ? "yes, but for a bare one" : "yes";
}

const parametersOf = ({ needs = [], defaults = {} }: Scheme): string =>
  [...needs.map(code), ...Object.entries(defaults).map(([name, value]) => `${code(name)} (${value})`)].join(
    ", ",
  );

function ceilingsOf({ ceilings = [] }: Scheme): string {
  if (NAMES.every((name) => ceilings.includes(name))) return "all";
  return NAMES.filter((name) => ceilings.includes(name))
    .map(code)
    .join(", ");
}

const unreadTable = (): string =>
  tableOf(
    ["Hash", "It is"],
    UNREAD_FORMATS.map(({ examples, looks }) => [examples.map(code).join(", "), looks]),
  );

if (require.main === module) writeFileSync(GUIDE, withSchemeTables(readFileSync(GUIDE, "utf8")));
