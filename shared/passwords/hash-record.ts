/** A password hash as the old system stored it, with its parameters beside it. */
export interface StoredHash {
  readonly hash: string;
  readonly scheme?: string | undefined;
  readonly salt?: string | undefined;
  readonly [parameter: string]: unknown;
}

export type HashParameters = Readonly<Record<string, unknown>>;

/** Far longer than any salt, pepper or key. */
const LONGEST_TEXT = 1_024;

/** A hash with its parameters. Those of its row come before those of the whole old system. */
export class HashRecord {
  constructor(
    readonly hash: string,
    private readonly row: HashParameters,
    private readonly system: HashParameters,
  ) {}

  /** The same parameters for another hash, which another format has wrapped. */
  withHash(hash: string, changes: HashParameters = {}): HashRecord {
    return new HashRecord(hash, { ...this.row, ...changes }, this.system);
  }

  text(name: string): string | undefined {
    const value = this.find(name);
    return typeof value === "string" && value.length <= LONGEST_TEXT ? value : undefined;
  }

  /** A whole number of at least 0, which may also be written as text. */
  integer(name: string): number | undefined {
    const value = this.find(name);
    if (typeof value === "string" && /^(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  }

  private find(name: string): unknown {
    if (Object.hasOwn(this.row, name) && this.row[name] !== undefined) return this.row[name];
    return Object.hasOwn(this.system, name) ? this.system[name] : undefined;
  }
}
