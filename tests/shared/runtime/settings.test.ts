import { FaultError } from "../../../shared/runtime/errors";
import { oneOf } from "../../../shared/runtime/readers";
import { Settings } from "../../../shared/runtime/settings";

const settings = new Settings({ EMPTY: "", WORD: "open" });

test("a setting is read as a text, or by a function", () => {
  expect(settings.text("WORD")).toBe("open");
  expect(settings.read("WORD", oneOf("open", "closed"))).toBe("open");
});

test.each([
  ["a missing setting", () => settings.text("MISSING"), "the environment lacks MISSING"],
  ["an empty setting", () => settings.read("EMPTY", String), "the environment lacks EMPTY"],
  [
    "a value that is not allowed",
    () => settings.read("WORD", oneOf("on", "off")),
    'WORD: "open" is not valid; allowed: on or off',
  ],
])("%s is a fault that names it", (_, read, message) => {
  expect(read).toThrow(new FaultError(message));
});

test("what goes wrong besides is no mistake of the setting", () => {
  const broken = () => {
    throw new TypeError("broken");
  };
  expect(() => settings.read("WORD", broken)).toThrow(new TypeError("broken"));
});
