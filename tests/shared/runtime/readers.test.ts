import {
  jsonReader,
  listOf,
  objectReader,
  oneOf,
  type Reader,
  textLike,
  wholeNumber,
} from "../../../shared/runtime/readers";

const isWord = (entry: string): entry is string => /^[a-z]+$/.test(entry);
const LONG = "x".repeat(100);

test.each<[unknown, unknown, Reader<unknown>]>([
  ["open", "open", oneOf("open", "closed")],
  [90, "90", oneOf("30", "90")],
  ["12", 12, wholeNumber(8, 99)],
  [12, 12, wholeNumber(8, 99)],
  ["off", "off", wholeNumber(1, 9, "off")],
  ["a,b", ["a", "b"], listOf("words", isWord)],
  ["any", ["any"], listOf("words", isWord)],
  ["any", "any", listOf("words", isWord, "any")],
  ["a1", "a1", textLike(/^a/, "a text")],
  ['{"a":1}', { a: 1 }, objectReader("an object", (object) => object)],
  [{ a: 1 }, { a: 1 }, objectReader("an object", (object) => object)],
  ["[1]", [1], jsonReader("a list", (list) => list)],
  ["none", "none", jsonReader("none", (word) => word)],
])("%j is read as %j", (written, value, read) => {
  expect(read(written)).toEqual(value);
});

test.each<[unknown, string, Reader<unknown>]>([
  ["opn", "open or closed", oneOf("open", "closed")],
  [true, "off or on", oneOf("off", "on")],
  ["100", "a whole number from 8 to 99", wholeNumber(8, 99)],
  ["7", "a whole number from 8 to 99", wholeNumber(8, 99)],
  ["08", "a whole number from 8 to 99", wholeNumber(8, 99)],
  ["8.5", "a whole number from 8 to 99", wholeNumber(8, 99)],
  ["on", "off or a whole number from 1 to 9", wholeNumber(1, 9, "off")],
  ["a, b", "words, separated by commas without spaces", listOf("words", isWord)],
  ["a,,b", "any, or words, separated by commas without spaces", listOf("words", isWord, "any")],
  ["b", "a text", textLike(/^a/, "a text")],
  [[], "an object", objectReader("an object", (object) => object)],
  ["{", "an object", objectReader("an object", (object) => object)],
])("%j is refused with what is allowed: %s", (written, allowed, read) => {
  expect(read.allowed).toBe(allowed);
  expect(() => read(written)).toThrow(`${JSON.stringify(written)} is not valid; allowed: ${allowed}`);
});

test("a long value is not repeated in full", () => {
  expect(() => oneOf("on")(LONG)).toThrow(`"${LONG.slice(0, 76)}... is not valid; allowed: on`);
});
