import { readFileSync } from "node:fs";
import path from "node:path";

/** A guide of the folder docs. */
export const readGuide = (name: string): string =>
  readFileSync(path.join(__dirname, "../../docs", name), "utf8");

/** What stands between a heading and the next one of its level or above. */
export function sectionOf(guide: string, heading: string): string {
  const lines = guide.split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start < 0) throw new Error(`the guide has no heading ${heading}`);
  const level = lines[start]?.indexOf(" ") ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(" ") <= level);
  return rest.slice(0, end < 0 ? undefined : end).join("\n");
}

/** The blocks of code in one language. */
export const blocksIn = (section: string, language: string): readonly string[] =>
  [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, of]) => of === language)
    .map(([, , text = ""]) => text);

/** The cells of every row that begins with code, of all tables in a section. */
export const rowsIn = (section: string): readonly (readonly string[])[] =>
  [...section.matchAll(/^\|( `.*)\|$/gm)].map(([, row = ""]) =>
    row.split(/(?<!\\)\|/).map((cell) => cell.trim()),
  );

/** What stands in backticks. */
export const codeIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
