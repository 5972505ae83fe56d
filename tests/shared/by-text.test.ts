import { byText } from "../../shared/by-text";

test("sorts by the characters of a text, and leaves equals in their order", () => {
  const entries = [
    { at: "2026-02-01", name: "late" },
    { at: "2026-01-01", name: "first" },
    { at: "2026-01-01", name: "second" },
    { at: "2025-12-31", name: "early" },
  ];
  expect(entries.sort(byText(({ at }) => at)).map(({ name }) => name)).toEqual([
    "early",
    "first",
    "second",
    "late",
  ]);
});
