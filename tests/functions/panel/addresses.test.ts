import { addressesIn } from "../../../functions/panel/browser/views/addresses";
import { contrastWithWhite } from "../../../functions/panel/browser/views/contrast";

test.each([
  ["", []],
  ["nobody here", []],
  ["ada@acme.example", ["ada@acme.example"]],
  ["ada@acme.example\nbob@acme.example\r\n", ["ada@acme.example", "bob@acme.example"]],
  [
    "ada@acme.example; bob@acme.example,grace@acme.example",
    ["ada@acme.example", "bob@acme.example", "grace@acme.example"],
  ],
  [
    'Ada Lovelace <ada@acme.example>, "Byte, Bob" <bob@acme.example>',
    ["ada@acme.example", "bob@acme.example"],
  ],
  ["ada@acme.example ADA@acme.example", ["ADA@acme.example"]],
])("%j holds the addresses %j", (text, addresses) => {
  expect(addressesIn(text)).toEqual(addresses);
});

test.each([
  ["#000000", 21],
  ["#ffffff", 1],
  ["#0055aa", 7.2],
  ["#777777", 4.4],
  ["#767676", 4.5],
])("the contrast of %s against white is %f, as WCAG has it", (colour, contrast) => {
  expect(Math.floor(contrastWithWhite(colour) * 10) / 10).toBe(contrast);
});
