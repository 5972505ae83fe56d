import type { Report } from "./report";

const COLOURS = { good: 32, refused: 33, fault: 31, sent: 36 } as const;

interface Style {
  readonly hasColours: boolean;
  readonly timeZone: string;
}

/** One line, and below it what a function has written besides. */
export function linesOf({ at, mood, words = [], ...texts }: Report, { hasColours, timeZone }: Style): string {
  const time = at.toLocaleTimeString("en-GB", { timeZone });
  // What is wider than its column moves the rest of the line to the right.
  const what = printable(texts.what).padEnd(22);
  const outcome = printable(texts.outcome).padEnd(12);
  const who = printable(texts.who).padEnd(24);
  const painted = hasColours ? `\u001b[${COLOURS[mood]}m${outcome}\u001b[0m` : outcome;
  const line = `${time}  ${what} ${painted} ${who} ${printable(texts.why)}`.trimEnd();
  return [line, ...words.map((text) => `          ${printable(text)}`)].map((text) => `${text}\n`).join("");
}

/** Some texts come from other people, and must not contain control characters for the terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
