import { withSchemeTables } from "../../docs/generators/schemes";
import {
  inspect,
  NORMAL_FORMS,
  PASSWORD_ENCODINGS,
  UNREAD_FORMATS,
  verifyPassword,
} from "../../shared/passwords";
import { codeIn, readGuide, rowsIn, sectionOf } from "./guide-sections";

const GUIDE = readGuide("migrating-users.md");

test("the guide's tables are those that npm run docs:generate writes", () => {
  expect(withSchemeTables(GUIDE)).toBe(GUIDE);
});

test("a guide without the marks of a table is refused, rather than left as it is", () => {
  expect(() => withSchemeTables(GUIDE.replace("<!-- end of schemes -->", ""))).toThrow(
    'the page does not have "<!-- schemes: written by npm run docs:generate -->"',
  );
});

test("the guide names every encoding and normal form of passwords", () => {
  const [[, encodings = ""] = [], [, forms = ""] = []] = rowsIn(
    sectionOf(GUIDE, "How the old system has hashed passwords"),
  );
  expect(codeIn(encodings)).toEqual(expect.arrayContaining([...PASSWORD_ENCODINGS.keys()]));
  expect(codeIn(forms)).toEqual(NORMAL_FORMS);
});

test.each(UNREAD_FORMATS.flatMap(({ examples, looks }) => examples.map((hash) => ({ hash, looks }))))(
  "what the guide names as not read is not: $hash is $looks",
  async ({ hash, looks }) => {
    expect(inspect({ hash })).toEqual({ kind: "unsupported", looks });
    expect(await verifyPassword("password", { hash })).toBe("unreadable");
  },
);
