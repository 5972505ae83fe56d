import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { REVERSIBLE, SCHEME_WORDS, SCHEMES } from "../../../shared/passwords";
import type { Format } from "../../../shared/passwords/format";
import { FORMATS } from "../../../shared/passwords/formats";
import { HashRecord } from "../../../shared/passwords/hash-record";

const FOLDER = path.join(__dirname, "../../../shared/passwords");
const FILES = readdirSync(path.join(FOLDER, "formats")).filter((name) => name !== "index.ts");

const isFormat = (value: unknown): value is Format =>
  typeof value === "object" && value !== null && "schemes" in value && "read" in value;

test("every format that a file offers is in the list", () => {
  const offered = FILES.flatMap((file) =>
    Object.values(require(path.join(FOLDER, "formats", file)) as Record<string, unknown>).filter(isFormat),
  );
  expect(offered.length).toBeGreaterThan(35);
  expect(offered.filter((format) => !FORMATS.includes(format))).toEqual([]);
});

test("no two formats go by one name, and all names are in lower case", () => {
  const names = SCHEMES.flatMap(({ schemes }) => schemes);
  expect(names.length).toBeGreaterThan(70);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => name !== name.toLowerCase().trim())).toEqual([]);
});

test("the guide has words for every scheme, once", () => {
  const worded = SCHEME_WORDS.flatMap(([schemes]) => schemes);
  expect([...worded].sort()).toEqual(SCHEMES.flatMap(({ schemes }) => schemes).sort());
});

test("what a stage can switch on is what declares itself reversible", () => {
  expect(SCHEMES.filter(({ isReversible }) => isReversible).flatMap(({ schemes }) => schemes)).toEqual(
    REVERSIBLE,
  );
});

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
function askedBy(format: Format): readonly string[] {
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
      format.read(new HashRecord(hash, {}, system));
    }
  asked.delete("scheme");
  return [...asked].sort();
}

test.each(FORMATS.map((format) => [format.schemes[0], format] as const))(
  "%s declares the parameters that it asks for",
  (_, format) => {
    expect([...(format.needs ?? []), ...Object.keys(format.defaults ?? {})].sort()).toEqual(askedBy(format));
  },
);

test("no parameter is read that these questions have not found", () => {
  const read = FILES.flatMap((file) => [
    ...readFileSync(path.join(FOLDER, "formats", file), "utf8").matchAll(/\.(?:text|integer)\("(\w+)"\)/g),
  ]).map(([, name = ""]) => name);
  const found = FORMATS.flatMap(askedBy);
  expect(read.length).toBeGreaterThan(20);
  expect(read.filter((name) => name !== "scheme" && !found.includes(name))).toEqual([]);
});
