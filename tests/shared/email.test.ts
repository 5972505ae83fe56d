import { mailboxOf, readDomain, readEmail, spellingsOf } from "../../shared/email";

describe("an address has one normal form", () => {
  test.each([
    ["Ada@Acme.Example", { address: "ada@acme.example", domain: "acme.example" }],
    ["ada+tag@mail.acme.example", { address: "ada+tag@mail.acme.example", domain: "mail.acme.example" }],
    ["o'hara@acme.example", { address: "o'hara@acme.example", domain: "acme.example" }],
    [
      "ada@xn--mnchen-3ya.example",
      { address: "ada@xn--mnchen-3ya.example", domain: "xn--mnchen-3ya.example" },
    ],
  ])("%s", (raw, normal) => {
    expect(readEmail(raw)).toEqual(normal);
  });
});

describe("what only looks like an address is refused, never mapped to another", () => {
  test.each([
    ["the Kelvin sign, whose lower case is k", "\u212Aelvin@acme.example"],
    ["the Kelvin sign in the domain", "ada@\u212Acme.example"],
    ["a dotless i", "ada@acm\u0131.example"],
    ["full-width letters", "\uFF41da@acme.example"],
    ["a full-width at sign", "ada\uFF20acme.example"],
    ["an ideographic full stop", "ada@acme\u3002example"],
    ["a Cyrillic a in the domain", "ada@\u0430cme.example"],
    ["an international domain that is not in its ASCII form", "ada@münchen.example"],
    ["an xn-- label that does not decode", "ada@xn--a.example"],
    ["an xn-- label for a capital letter", "ada@xn--cme-1ha.example"],
    ["an xn-- label for plain letters", "ada@xn--acme-.example"],
    ["a trailing dot", "ada@acme.example."],
    ["a leading dot", ".ada@acme.example"],
    ["two dots", "ada..l@acme.example"],
    ["two at signs", "ada@evil@acme.example"],
    ["a quoted name", '"ada"@acme.example'],
    ["a space at the end", "ada@acme.example "],
    ["a line break", "ada@acme.example\nbcc: x@y.example"],
    ["a NUL", "ada\0@acme.example"],
    ["a zero-width space", "ada\u200B@acme.example"],
    ["no domain", "ada@"],
    ["no name", "@acme.example"],
    ["no at sign", "acme.example"],
    ["a single label", "ada@localhost"],
    ["an IP address", "ada@127.0.0.1"],
    ["a label that ends in a hyphen", "ada@acme-.example"],
    ["an underscore in the domain", "ada@ac_me.example"],
    ["a name of more than 64 characters", `${"a".repeat(65)}@acme.example`],
    ["an address of more than 254 characters", `ada@${"a.".repeat(125)}example`],
    ["nothing", ""],
    ["something else", 42],
  ])("%s", (_, raw) => {
    expect(readEmail(raw)).toBeUndefined();
  });
});

test("a domain is compared in lower case and never with a trailing dot", () => {
  expect(readDomain("ACME.Example")).toBe("acme.example");
  expect(readDomain("acme.example.")).toBeUndefined();
});

describe("a mailbox", () => {
  test.each([
    ["ada@acme.example", "ada@acme.example"],
    ["ada+news@acme.example", "ada@acme.example"],
    ["a.da@acme.example", "a.da@acme.example"],
    ["a.da+news@gmail.com", "ada@gmail.com"],
    ["A.da@googlemail.com".toLowerCase(), "ada@gmail.com"],
    ["ada@mail.gmail.com", "ada@mail.gmail.com"],
    ["+ada@acme.example", "+ada@acme.example"],
    ["not an address", "not an address"],
  ])("that %s reaches is written %s", (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });

  test("has one plain spelling at each domain of its provider", () => {
    expect(spellingsOf("a.d.a+x@googlemail.com")).toEqual(["ada@gmail.com", "ada@googlemail.com"]);
    expect(spellingsOf("a.d.a+x@acme.example")).toEqual(["a.d.a@acme.example"]);
  });
});
