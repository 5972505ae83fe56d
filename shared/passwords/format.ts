import type { Cost } from "./ceilings";
import type { Given } from "./given";

/** One way in which old systems keep passwords. */
export interface Format {
  /** What a row may call it, in lower case; the first is the name in the guide. */
  readonly schemes: readonly string[];
  /** Whether a hash says by itself that it is of this format; without it, the scheme must be given. */
  readonly describes?: (hash: string) => boolean;
  /** Plaintext, or what can be turned back into it: only where the stage has switched it on. */
  readonly isReversible?: true;
  /** Its labels may also say that the rest is plaintext, which is a format of its own. */
  readonly labelsPlaintext?: true;
  /** What is to be worked out; undefined if the hash or a parameter is malformed. */
  read(given: Given): Check | undefined;
}

export interface Check {
  readonly cost: Cost;
  /** What must come out for the right password. */
  readonly digest: Buffer;
  derive(candidate: string, how: Circumstances): Buffer | Promise<Buffer>;
}

/** What a derivation goes by besides the password. */
export interface Circumstances {
  /** A text as the old system has hashed it, which was not always in UTF-8. */
  readonly bytesOf: (text: string) => Buffer;
  /** What takes long ends at its abort, or does not begin. */
  readonly signal: AbortSignal;
}
