import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { findingOf } from "../../commands/legacy/hash-finding";
import { SHAPES } from "../../commands/legacy/shapes";
import { readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { formatOf, judgePassword } from "../../shared/passwords";
import { CEILINGS } from "../../shared/passwords/ceilings";
import type { Format } from "../../shared/passwords/format";
import { Given } from "../../shared/passwords/given";
import { NORMAL_FORMS, PASSWORD_ENCODINGS } from "../../shared/passwords/password-encoding";
import { codeIn, readGuide, rowsIn, sectionOf } from "./guide-sections";

const GUIDE = readGuide("migrating-users.md");
const [SECTION = ""] = sectionOf(GUIDE, "Password schemes").split(/^### /m);
const FOLDER = path.join(__dirname, "../../shared/passwords");
const FILES = readdirSync(FOLDER).filter((name) => name !== "index.ts");

const ROWS = rowsIn(SECTION).flatMap(([schemes = "", , itself = "", parameters = ""]) =>
  codeIn(schemes).map((scheme) => ({ scheme, itself, parameters: codeIn(parameters) })),
);

const isFormat = (value: unknown): value is Format =>
  typeof value === "object" && value !== null && "schemes" in value && "read" in value;

/** Whatever a file of the folder offers as a format, alone or in a list. */
const FORMATS: readonly Format[] = FILES.flatMap((file) =>
  Object.values(require(path.join(FOLDER, file)) as Record<string, unknown>)
    .flat()
    .filter(isFormat),
);

/** What formats find beside a hash if it is of theirs: as long as their digests, bare or with a label. */
const HASHES = [
  ...[16, 20, 28, 32, 48, 64].flatMap((length) => [
    Buffer.alloc(length, 1).toString("hex"),
    Buffer.alloc(length, 1).toString("base64"),
  ]),
  `{pbkdf2}${"01".repeat(40)}`,
  `{sha256}${"01".repeat(40)}`,
  `$2b$04$${"a".repeat(53)}`,
];
const VALUES: readonly unknown[] = [undefined, "1", "AAAA"];

/** The names that a format asks for beside the hash, whatever it finds there. */
function parametersOf(format: Format): readonly string[] {
  const asked = new Set<string>();
  for (const hash of HASHES)
    for (const value of VALUES) {
      const system = new Proxy(
        {},
        {
          getOwnPropertyDescriptor(_, name) {
            asked.add(String(name));
            return value === undefined ? undefined : { value, configurable: true };
          },
          get: () => value,
        },
      );
      format.read(new Given(hash, {}, system));
    }
  asked.delete("scheme");
  return [...asked].sort();
}

const formatNamed = (scheme: string): Format => {
  const format = FORMATS.find(({ schemes }) => schemes.includes(scheme));
  if (format === undefined) throw new Error(`there is no scheme ${scheme}`);
  return format;
};

test("every scheme is in the guide's table, and nothing else is", () => {
  const schemes = FORMATS.flatMap((format) => format.schemes);
  expect(schemes.length).toBeGreaterThan(50);
  expect(ROWS.map(({ scheme }) => scheme).sort()).toEqual([...schemes].sort());
  for (const format of FORMATS)
    for (const scheme of format.schemes) expect(formatOf("", scheme)).toBe(format);
});

test.each(ROWS)("the row of $scheme has its parameters, and says whether it needs to be named", (row) => {
  const format = formatNamed(row.scheme);
  expect([...row.parameters].sort()).toEqual(parametersOf(format));
  expect(row.itself).toMatch(format.describes === undefined ? /^no$/ : /^yes/);
});

test("no parameter is read that these questions have not found", () => {
  const read = FILES.flatMap((file) => [
    ...readFileSync(path.join(FOLDER, file), "utf8").matchAll(/\.(?:text|integer)\("(\w+)"\)/g),
  ]).map(([, name = ""]) => name);
  const found = FORMATS.flatMap(parametersOf);
  expect(read.length).toBeGreaterThan(20);
  expect(read.filter((name) => name !== "scheme" && !found.includes(name))).toEqual([]);
});

test("the guide names every ceiling", () => {
  const [sentence = ""] = /the highest are .*?\./s.exec(SECTION) ?? [];
  const named = [...sentence.matchAll(/`(\w+)` (\d+)/g)].map(([, name, value]) => [name, Number(value)]);
  expect(Object.fromEntries(named)).toEqual(CEILINGS);
});

test("the guide names every encoding and normal form of passwords", () => {
  const [[, encodings = ""] = [], [, forms = ""] = []] = rowsIn(
    sectionOf(GUIDE, "How the old system has hashed passwords"),
  );
  expect(codeIn(encodings)).toEqual(expect.arrayContaining([...PASSWORD_ENCODINGS.keys()]));
  expect(codeIn(forms)).toEqual(NORMAL_FORMS);
});

describe("what the guide names as not read", () => {
  const rows = rowsIn(sectionOf(GUIDE, "What is not read")).map(([hashes = "", name = ""]) => ({
    hashes,
    name,
  }));
  const rules = { passwords: readLegacyPasswords({}), secret: {} };

  test("is every shape that has no scheme", () => {
    const names = SHAPES.filter(({ schemes }) => schemes.length === 0).map(({ name }) => name);
    expect(rows.map(({ name }) => name)).toEqual(names);
  });

  test.each(rows.flatMap(({ hashes, name }) => codeIn(hashes).map((hash) => ({ hash, name }))))(
    "$hash is $name to legacy:check, and unreadable to the migration",
    async ({ hash, name }) => {
      expect(await findingOf({ hash }, rules)).toMatchObject({ kind: "unsupported", shape: { name } });
      expect(await judgePassword("password", { hash })).toBe("unreadable");
    },
  );
});
