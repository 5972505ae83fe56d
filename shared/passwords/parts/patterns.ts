import type { Check } from "../format";

/** A way to write a hash together with its parameters. */
export interface HashPattern {
  /** Matches the whole text. */
  readonly pattern: RegExp;
  /** Takes the captured groups, in order. */
  read(...fields: (string | undefined)[]): Check | undefined;
}

export function readMatching(patterns: readonly HashPattern[], hash: string): Check | undefined {
  for (const { pattern, read } of patterns) {
    const fields = pattern.exec(hash);
    if (fields) return read(...fields.slice(1));
  }
  return undefined;
}
