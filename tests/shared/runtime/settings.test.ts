import { Settings } from "../../../shared/runtime/settings";

const settings = new Settings({
  EMPTY: "",
  WORD: "open",
  NUMBER: "12",
  LIST: "a, b",
  ANY: "any",
  JSON: '{"a":1}',
});

test("every kind is read", () => {
  expect(settings.text("WORD")).toBe("open");
  expect(settings.choice("WORD", ["open", "closed"])).toBe("open");
  expect(settings.integer("NUMBER")).toBe(12);
  expect(settings.list("LIST", "any")).toEqual(["a", "b"]);
  expect(settings.list("ANY", "any")).toBe("any");
  expect(settings.json("JSON")).toEqual({ a: 1 });
});

test.each([
  ["a missing setting", () => settings.text("MISSING"), "the environment lacks MISSING"],
  ["an empty setting", () => settings.text("EMPTY"), "the environment lacks EMPTY"],
  ["a word that is no choice", () => settings.choice("WORD", ["on", "off"]), "WORD is none of on, off"],
  ["what is no number", () => settings.integer("WORD"), "WORD is not a whole number"],
  ["what is not JSON", () => settings.json("WORD"), "WORD is not JSON"],
])("%s is an error that names it", (_, read, message) => {
  expect(read).toThrow(message);
});
