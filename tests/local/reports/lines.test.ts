import { linesOf } from "../../../local/reports/lines";
import type { Report } from "../../../local/reports/report";

const REPORT: Report = {
  at: new Date("2026-03-01T12:00:00.000Z"),
  what: "pre-sign-up",
  outcome: "refused",
  who: "ada@acme.example",
  why: "belongs-nowhere",
  mood: "refused",
  isRoutine: false,
};
const PLAIN = { hasColours: false, timeZone: "Europe/Berlin" };

test("a report is one line, at the time of this computer", () => {
  expect(linesOf(REPORT, PLAIN)).toBe(
    "13:00:00  pre-sign-up            refused      ada@acme.example         belongs-nowhere\n",
  );
});

test("only the outcome is coloured, and only where colours are wanted", () => {
  expect(linesOf(REPORT, { ...PLAIN, hasColours: true })).toContain("\u001b[33mrefused     \u001b[0m ada");
});

test("what somebody typed neither steers the terminal nor begins a line", () => {
  const who = "ada\u001b[2J\r\n\u009b1A\u202e\u2028@acme.example";
  const lines = linesOf({ ...REPORT, who, words: ["a\tb\u0007"] }, PLAIN);
  expect(lines).toContain("ada [2J 1A @acme.example");
  expect(lines.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
  expect(lines.split("\n")).toHaveLength(3);
});

test("what a function has written stands below its line", () => {
  expect(linesOf({ ...REPORT, words: ["INFO here"] }, PLAIN)).toMatch(/nowhere\n {10}INFO here\n$/);
});
