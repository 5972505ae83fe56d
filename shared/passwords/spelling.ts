import type { Check } from "./format";

/** One way to write a hash so that it carries its parameters. */
export interface Spelling {
  /** Of the whole text. */
  readonly pattern: RegExp;
  /** What the pattern has captured, in order. */
  read(...fields: (string | undefined)[]): Check | undefined;
}

export const isSpelt = (spellings: readonly Spelling[], hash: string): boolean =>
  spellings.some(({ pattern }) => pattern.test(hash));

export function readSpelt(spellings: readonly Spelling[], hash: string): Check | undefined {
  for (const { pattern, read } of spellings) {
    const fields = pattern.exec(hash);
    if (fields) return read(...fields.slice(1));
  }
  return undefined;
}
