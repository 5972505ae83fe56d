import type { CeilingName, Cost } from "./ceilings";
import type { HashRecord } from "./hash-record";

/** The declaration of a format. The guide's table of schemes is made from it. */
export interface Scheme {
  /** The names of the scheme, in lower case. Reports use the first one. */
  readonly schemes: readonly [string, ...string[]];
  /** How a hash of this format begins, if it names its format itself. Without a prefix, the scheme must be given. */
  readonly prefix?: RegExp;
  /** The parameters that must stand beside a hash. If there is a prefix, only a hash without it needs them. */
  readonly needs?: readonly string[];
  /** The optional parameters beside a hash, with their defaults. */
  readonly defaults?: Readonly<Record<string, string | number>>;
  /** The ceilings that bound its work. */
  readonly ceilings?: readonly CeilingName[];
  /** Plaintext, or something that can be turned back into it. Only allowed if the stage has switched it on. */
  readonly isReversible?: true;
  /** A label may also say that the rest is plaintext, which is a format of its own. */
  readonly labelsPlaintext?: true;
}

/** A format in which old systems store passwords. */
export interface Format extends Scheme {
  /** Reads a hash; undefined if the hash or a parameter is malformed. It does no work that takes long. */
  read(record: HashRecord): Check | undefined;
}

/** How a password is checked against a hash. */
export interface Check {
  readonly cost: Cost;
  /** The result that the right password must give. */
  readonly digest: Buffer;
  derive(candidate: string, options: DeriveOptions): Buffer | Promise<Buffer>;
}

export interface DeriveOptions {
  /** The bytes of a text in the old system's encoding, which was not always UTF-8. */
  readonly bytesOf: (text: string) => Buffer;
  /** When it aborts, long work ends or does not begin. */
  readonly signal: AbortSignal;
}
