import type { Check } from "../format";

/** One way to write a hash so that it carries its parameters. */
export interface HashPattern {
  /** Of the whole text. */
  readonly pattern: RegExp;
  /** What the pattern has captured, in order. */
  read(...fields: (string | undefined)[]): Check | undefined;
}

export function readMatching(patterns: readonly HashPattern[], hash: string): Check | undefined {
  for (const { pattern, read } of patterns) {
    const fields = pattern.exec(hash);
    if (fields) return read(...fields.slice(1));
  }
  return undefined;
}
