import type { Journal } from "./journal";

/** Records of one kind in memory. Each change is written to the journal first. Records are replaced, never mutated. */
export class Collection<Item> {
  readonly #records: Map<string, Item>;
  /** The ids of the records by every key that leads to them. */
  readonly #index = new Map<string, Set<string>>();

  /** @param keysOf what a record can be found by besides its id */
  constructor(
    private readonly journal: Journal,
    private readonly name: string,
    private readonly keysOf: (record: Item) => readonly string[] = () => [],
  ) {
    this.#records = journal.read(name) as Map<string, Item>;
    for (const [id, record] of this.#records) this.#enter(id, record);
  }

  get size(): number {
    return this.#records.size;
  }

  ids(): Iterable<string> {
    return this.#records.keys();
  }

  get(id: string): Item | undefined {
    return this.#records.get(id);
  }

  /** How many records a key leads to. */
  count(key: string): number {
    return this.#index.get(key)?.size ?? 0;
  }

  findAll(key: string): Item[] {
    return this.findEntries(key).map(([, record]) => record);
  }

  /** With their ids, in the order in which they were put. */
  findEntries(key: string): [id: string, record: Item][] {
    const found: [id: string, record: Item][] = [];
    for (const id of this.#index.get(key) ?? []) {
      const record = this.#records.get(id);
      if (record !== undefined) found.push([id, record]);
    }
    return found;
  }

  put(id: string, record: Item): Item {
    this.journal.write({ collection: this.name, id, record });
    this.#leave(id);
    this.#records.set(id, record);
    this.#enter(id, record);
    return record;
  }

  delete(id: string): void {
    this.journal.write({ collection: this.name, id });
    this.#leave(id);
    this.#records.delete(id);
  }

  deleteWhere(isOver: (record: Item) => boolean): void {
    for (const [id, record] of this.#records) if (isOver(record)) this.delete(id);
  }

  values(): Item[] {
    return [...this.#records.values()];
  }

  #enter(id: string, record: Item): void {
    for (const key of this.keysOf(record)) {
      const ids = this.#index.get(key) ?? new Set();
      this.#index.set(key, ids.add(id));
    }
  }

  #leave(id: string): void {
    const record = this.#records.get(id);
    if (record === undefined) return;
    for (const key of this.keysOf(record)) {
      const ids = this.#index.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#index.delete(key);
    }
  }
}
