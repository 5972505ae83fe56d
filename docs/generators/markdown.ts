export const code = (text: string): string => `\`${text}\``;

export const tableOf = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The page with new text between two marks. Each mark has to occur exactly once. */
export function replaceBetween(page: string, begin: string, end: string, made: string): string {
  const [before = "", rest, ...more] = page.split(begin);
  const after = rest?.indexOf(end) ?? -1;
  if (rest === undefined || after < 0 || more.length > 0)
    throw new Error(`the page does not have "${begin.trim()}" and "${end.trim()}" once`);
  return before + begin + made + rest.slice(after);
}
