import { brandOf, readBrands } from "../../../functions/custom-message/brand";
import { FaultError } from "../../../shared/runtime/errors";

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

const NAME = 'BRANDS: "default": name is not 1 to 40 printable characters without braces or angle brackets';
const COLOUR = 'BRANDS: "default": colour is not of the form #rrggbb';
const URL = 'BRANDS: "default": supportUrl is not an https address of at most 300 characters';

test.each([
  ["a list", [], "BRANDS is not an object"],
  ["null", null, "BRANDS is not an object"],
  ["a table without a default", { [CLIENT]: shop }, 'BRANDS lacks "default"'],
  ["an empty table", {}, 'BRANDS lacks "default"'],
  ["a brand that is a text", { default: "Acme" }, 'BRANDS: "default" is not an object'],
  [
    "a misspelt part",
    { default: { name: "A", color: "#000000" } },
    'BRANDS: "default" has the unknown key "color"',
  ],
  [
    "a hidden part",
    JSON.parse('{"default":{"name":"A","__proto__":{}}}'),
    'BRANDS: "default" has the unknown key "__proto__"',
  ],
  [
    "a key that is no client id",
    { default: acme, "my app": shop },
    'BRANDS: "my app" is neither "default" nor an app client id',
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
  expect(() => readBrands(table)).toThrow(new FaultError(message));
});

test("a mistake in a client's brand is named by that client", () => {
  expect(() => readBrands({ default: acme, [CLIENT]: { name: "" } })).toThrow(`BRANDS: "${CLIENT}": name`);
});
