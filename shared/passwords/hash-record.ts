/** A password as the old system stored it. Its parameters stand beside the hash. */
export interface StoredHash {
  readonly hash: string;
  readonly scheme?: string | undefined;
  readonly salt?: string | undefined;
  readonly [parameter: string]: unknown;
}

export type HashParameters = Readonly<Record<string, unknown>>;

/** Much more than any salt, pepper or key that there is. */
const LONGEST_TEXT = 1_024;

/** A hash with its parameters: those of its row, then those that the whole old system has in common. */
export class HashRecord {
  constructor(
    readonly hash: string,
    private readonly row: HashParameters,
    private readonly system: HashParameters,
  ) {}

  /** The same parameters beside another hash: one that another format has wrapped. */
  withHash(hash: string, changes: HashParameters = {}): HashRecord {
    return new HashRecord(hash, { ...this.row, ...changes }, this.system);
  }

  text(name: string): string | undefined {
    const value = this.find(name);
    return typeof value === "string" && value.length <= LONGEST_TEXT ? value : undefined;
  }

  /** A whole number that is not negative, also when it is written as text. */
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
