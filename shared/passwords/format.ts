import type { CeilingName, Cost } from "./ceilings";
import type { HashRecord } from "./hash-record";

/** What a format declares. The guide's table of schemes is made of it. */
export interface Scheme {
  /** What a row may call it, in lower case. The first one stands in reports. */
  readonly schemes: readonly [string, ...string[]];
  /** How a hash begins that says by itself that it is of this format. Without it, the scheme must be given. */
  readonly prefix?: RegExp;
  /** The parameters that a hash needs beside it. Where there is a prefix, only a hash without it needs them. */
  readonly needs?: readonly string[];
  /** The parameters that it may have beside it, with what holds for a hash that has none. */
  readonly defaults?: Readonly<Record<string, string | number>>;
  /** The ceilings that bound its work. */
  readonly ceilings?: readonly CeilingName[];
  /** Plaintext, or what can be turned back into it: only where the stage has switched it on. */
  readonly isReversible?: true;
  /** Its labels may also say that the rest is plaintext, which is a format of its own. */
  readonly labelsPlaintext?: true;
}

/** One way in which old systems keep passwords. */
export interface Format extends Scheme {
  /** How a hash is checked; undefined if the hash or a parameter is malformed. It does no work that takes long. */
  read(record: HashRecord): Check | undefined;
}

/** How a password is checked against a hash. */
export interface Check {
  readonly cost: Cost;
  /** What must come out for the right password. */
  readonly digest: Buffer;
  derive(candidate: string, options: DeriveOptions): Buffer | Promise<Buffer>;
}

export interface DeriveOptions {
  /** A text as the old system has hashed it, which was not always in UTF-8. */
  readonly bytesOf: (text: string) => Buffer;
  /** At its abort, work that takes long ends, or does not begin. */
  readonly signal: AbortSignal;
}
