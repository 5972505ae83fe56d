import type { Report } from "./command";

export const render = (report: Report): string => {
  const lines = "json" in report ? JSON.stringify(report.json, undefined, 2).split("\n") : report;
  return lines.map(printable).join("\n");
};

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
