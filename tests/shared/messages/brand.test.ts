import { brandOf, readBrands } from "../../../shared/messages/brand";
import { InvalidValueError } from "../../../shared/runtime/readers";

const CLIENT = "1example23456789exampleclie";
const acme = { name: "Acme" };
const shop = { name: "Acme Shop", colour: "#0A7f3c", supportUrl: "https://shop.example/help?from=mail" };

test("the app client's brand, and the default for every other client and for none", () => {
  const brands = readBrands({ default: acme, [CLIENT]: shop });
  expect(brandOf(brands, CLIENT)).toEqual(shop);
  expect(brandOf(brands, "2machine34567890examplemach")).toEqual(acme);
  expect(brandOf(brands, "CLIENT_ID_NOT_APPLICABLE")).toEqual(acme);
  expect(brandOf(brands, undefined)).toEqual(acme);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "default", ""])(
  "a client called %j has the default brand",
  (clientId) => {
    expect(brandOf(readBrands({ default: acme, [CLIENT]: shop }), clientId)).toEqual(acme);
  },
);

test("a brand of one character and a brand of forty are names", () => {
  expect(readBrands({ default: { name: "A" } }).default).toEqual({ name: "A" });
  expect(readBrands({ default: { name: "W".repeat(40) } }).default).toEqual({ name: "W".repeat(40) });
  expect(readBrands({ default: { name: "Müller & Söhne’s 商店 (Köln)" } }).default.name).toHaveLength(26);
});

const ALLOWED =
  'is not valid; allowed: an object such as {"default": {"name": "Example"}}; its other keys are ids of app clients';
const NAME = "default.name must be 1 to 40 printable characters without braces or angle brackets";
const COLOUR = "default.colour must be a colour such as #0055aa";
const URL = "default.supportUrl must be an https address of at most 300 characters";

test.each([
  ["a list", [], `[] ${ALLOWED}`],
  ["null", null, `null ${ALLOWED}`],
  ["a table without a default", { client1: acme }, `{"client1":{"name":"Acme"}} ${ALLOWED}`],
  ["an empty table", {}, `{} ${ALLOWED}`],
  [
    "a client's brand that is a text",
    { default: acme, client1: "Acme" },
    'client1 must be an object such as {"name": "Example"}',
  ],
  ["a default brand that is a text", { default: "Acme" }, `{"default":"Acme"} ${ALLOWED}`],
  [
    "a misspelt part",
    { default: { name: "A", color: "#000000" } },
    "default has the unknown key color; allowed: name, colour, supportUrl",
  ],
  [
    "a hidden part",
    JSON.parse('{"default":{"name":"A","__proto__":{}}}'),
    "default has the unknown key __proto__; allowed: name, colour, supportUrl",
  ],
  [
    "a key that is no client id",
    { default: acme, "my app": shop },
    'the key "my app" is not valid; allowed: default and ids of app clients',
  ],
  ["no name", { default: {} }, NAME],
  ["a number for a name", { default: { name: 7 } }, NAME],
  ["an empty name", { default: { name: "" } }, NAME],
  ["a blank name", { default: { name: "  " } }, NAME],
  ["a name of 41 characters", { default: { name: "W".repeat(41) } }, NAME],
  ["a line break in a name", { default: { name: "Acme\nShop" } }, NAME],
  ["a no-break space in a name", { default: { name: "Acme\u00a0Shop" } }, NAME],
  ["an invisible character in a name", { default: { name: "Acme\u200bShop" } }, NAME],
  ["a placeholder in a name", { default: { name: "Acme {####}" } }, NAME],
  ["markup in a name", { default: { name: "<b>Acme</b>" } }, NAME],
  ["a colour by word", { default: { name: "A", colour: "red" } }, COLOUR],
  ["a short colour", { default: { name: "A", colour: "#fff" } }, COLOUR],
  ["a style behind a colour", { default: { name: "A", colour: "#ffffff;display:none" } }, COLOUR],
  ["null for a colour", { default: { name: "A", colour: null } }, COLOUR],
  ["an http address", { default: { name: "A", supportUrl: "http://acme.example" } }, URL],
  ["a script", { default: { name: "A", supportUrl: "javascript:alert(1)" } }, URL],
  ["an address without a host", { default: { name: "A", supportUrl: "https://" } }, URL],
  [
    "a placeholder in an address",
    { default: { name: "A", supportUrl: "https://acme.example/?c={####}" } },
    URL,
  ],
  ["a space in an address", { default: { name: "A", supportUrl: "https://acme.example/a b" } }, URL],
  ["a long address", { default: { name: "A", supportUrl: `https://acme.example/${"a".repeat(300)}` } }, URL],
])("%s is refused by name", (_, table, message) => {
  expect(() => readBrands(table)).toThrow(new InvalidValueError(message));
});

test("a mistake in a client's brand is named by that client", () => {
  expect(() => readBrands({ default: acme, [CLIENT]: { name: "" } })).toThrow(`${CLIENT}.name must be`);
});
