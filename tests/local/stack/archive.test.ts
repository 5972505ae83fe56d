import { zipSync } from "fflate";
import { onlyFileIn } from "../../../local/stack/archive";

const CODE = Buffer.from("exports.handler = () => 'é';\n".repeat(100));
const archiveOf = (files: Parameters<typeof zipSync>[0], level: 0 | 6 = 6) =>
  Buffer.from(zipSync(files, { level }));

test("the one file of an archive is read, wherever it lies there", () => {
  for (const name of ["index.js", "functions/pre-sign-up/index.js"])
    expect(onlyFileIn(archiveOf({ [name]: CODE }), "one.zip").equals(CODE)).toBe(true);
});

test("an archive of none or several is refused by name", () => {
  expect(() => onlyFileIn(archiveOf({}), "none.zip")).toThrow("none.zip holds nothing, not one bundle");
  expect(() => onlyFileIn(archiveOf({ "a.js": CODE, "b.js": CODE }), "two.zip")).toThrow(
    "two.zip holds a.js, b.js, not one bundle",
  );
});

test("what is not deflated is not taken for code", () => {
  expect(() => onlyFileIn(archiveOf({ "a.js": CODE }, 0), "stored.zip")).toThrow(
    "stored.zip is compressed by method 0, not 8",
  );
});

test("a damaged archive is no bundle", () => {
  const damaged = archiveOf({ "a.js": CODE });
  expect(() => onlyFileIn(damaged.subarray(0, damaged.length - 30), "torn.zip")).toThrow();
});
