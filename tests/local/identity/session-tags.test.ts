import { refusedTags, sessionTags } from "../../../local/identity/session-tags";

const MAP = { tenant_id: "custom:tenant_id", role: "custom:role" };

test("claims become the tags that the map names", () => {
  expect(
    sessionTags(MAP, { "custom:tenant_id": "acme", "custom:role": "viewer", email: "a@b.example" }),
  ).toEqual({
    tenant_id: "acme",
    role: "viewer",
  });
});

test.each([[undefined], [""], [["acme"]], [{ S: "acme" }], [7], [true], [null]])(
  "%j becomes no tag",
  (claim) => {
    expect(sessionTags(MAP, { "custom:tenant_id": claim })).toEqual({});
  },
);

test("what claims inherit becomes no tag", () => {
  expect(sessionTags({ tag: "toString", other: "__proto__" }, {})).toEqual({});
});

test.each([
  ["plain text", { tenant_id: "Ä cmé_1.:/=+-@" }, undefined],
  ["a star", { tenant_id: "ac*e" }, "the tag tenant_id has characters that tags may not have"],
  ["a question mark", { tenant_id: "a?" }, "the tag tenant_id has characters that tags may not have"],
  ["a variable", { tenant_id: "$" }, "the tag tenant_id has characters that tags may not have"],
  ["a line break", { tenant_id: "a\nb" }, "the tag tenant_id has characters that tags may not have"],
  ["a long value", { tenant_id: "a".repeat(257) }, "the tag tenant_id is too long"],
  ["as many bytes as there may be", { a: "x".repeat(229), b: "x".repeat(229) }, undefined],
  ["one more", { a: "x".repeat(229), b: "x".repeat(230) }, "its tags have 461 bytes, and may have 460"],
  [
    "as many in fewer characters",
    { a: "ä".repeat(115), b: "ä".repeat(115) },
    "its tags have 462 bytes, and may have 460",
  ],
])("STS hears %s", (_, tags, reason) => {
  expect(refusedTags(tags)).toBe(reason);
});
