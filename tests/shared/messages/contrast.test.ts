import { isReadableUnderWhite } from "../../../shared/messages/contrast";

/** Ratios as the tools of WCAG give them: 21, 8.72, 4.54, 4.48, 1.07 and 1. */
test.each([
  ["#000000", true],
  ["#0055aa", true],
  ["#767676", true],
  ["#777777", false],
  ["#ffff00", false],
  ["#FFFFFF", false],
])("white words on %s: %s", (colour, expected) => {
  expect(isReadableUnderWhite(colour)).toBe(expected);
});
