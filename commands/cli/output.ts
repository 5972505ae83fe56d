/** What a command prints: lines for people, or data for machines. */
export type Output =
  | readonly string[]
  | { readonly incomplete: readonly string[] }
  /** Changes that are still to do, which the command has only reported. */
  | { readonly pending: readonly string[] }
  | { readonly json: unknown };

export const render = (output: Output): string => linesOf(output).map(printable).join("\n");

function linesOf(output: Output): readonly string[] {
  if ("json" in output) return JSON.stringify(output.json, undefined, 2).split("\n");
  if ("incomplete" in output) return output.incomplete;
  return "pending" in output ? output.pending : output;
}

/**
 * Strangers choose names and attributes, so control characters, line breaks and characters that change the direction of text are
 * printed as escapes, which mean the same in JSON.
 */
export const printable = (line: string): string =>
  line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );

/** Commands that stop people from getting tokens end with this. */
export const ISSUED_TOKENS_STAY_VALID =
  "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes at the latest.";
