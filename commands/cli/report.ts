import type { Report } from "./command";

export const render = (report: Report): string => linesOf(report).map(printable).join("\n");

function linesOf(report: Report): readonly string[] {
  if ("json" in report) return JSON.stringify(report.json, undefined, 2).split("\n");
  return "incomplete" in report ? report.incomplete : report;
}

/**
 * Names and attributes are written by strangers: characters in them that steer a terminal, begin a line or turn the
 * direction of writing are shown as escapes, which mean the same in JSON.
 */
export const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
