import { isDeepStrictEqual } from "node:util";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Item, Place } from "../tables/items";
import type { EventSource } from "./event-source";
import { passes } from "./filter-pattern";
import { streamRecord } from "./stream-record";

/** What a write has done with an item. */
export interface Change extends Place {
  /** Grows from change to change. */
  readonly sequence: string;
  readonly at: number;
  /** Undefined where there was none. */
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
  /** Whether the item is removed because its time is over. */
  readonly isExpiry: boolean;
}

export interface ChangeLog {
  /** Whether anybody takes the changes of this table. */
  isRead(table: string): boolean;
  /** Keeps a change for every event source that takes it. An unchanged item is no change. */
  add(change: Omit<Change, "sequence" | "at">): void;
  /** The changes that this event source still has to hand over. */
  queueOf(source: EventSource): ChangeQueue;
}

/** First in, first out. */
export interface ChangeQueue {
  first(most: number): Change[];
  remove(changes: readonly Change[]): void;
  /** Calls the listener whenever a change is added. */
  onAdded(listener: () => void): void;
}

/** The changes of the tables, each kept until every event source whose filters take it has handed it over. */
export function openChangeLog(journal: Journal, sources: readonly EventSource[], now: () => Date): ChangeLog {
  const queues = new Map(
    sources.map((source) => [source, new JournalledQueue(journal, `changes for ${source.id}`)]),
  );
  const readersOf = (table: string) => [...queues].filter(([{ tableName }]) => tableName === table);
  const kept = [...queues.values()].flatMap((queue) => queue.first(Infinity));
  let latest = kept.reduce((highest, { sequence }) => Math.max(highest, Number(sequence)), 0);

  return {
    isRead: (table) => readersOf(table).length > 0,
    add(change) {
      if (isSame(change.before, change.after)) return;
      const at = now().getTime();
      // The time makes it grow across restarts too, although delivered changes are forgotten.
      latest = Math.max(latest + 1, at * 1_000);
      const sequence = String(latest).padStart(21, "0");
      const kept = { ...change, sequence, at };
      for (const [source, queue] of readersOf(change.table))
        if (passes(source.filters, streamRecord(kept, source))) queue.add(kept);
    },
    queueOf(source) {
      const queue = queues.get(source);
      if (queue === undefined) throw new Error(`${source.id} is no event source of this log`);
      return queue;
    },
  };
}

class JournalledQueue implements ChangeQueue {
  readonly #changes: Collection<Change>;
  readonly #listeners = new Set<() => void>();

  constructor(journal: Journal, name: string) {
    this.#changes = new Collection<Change>(journal, name);
  }

  add(change: Change): void {
    this.#changes.put(change.sequence, change);
    for (const listener of this.#listeners) listener();
  }

  first(most: number): Change[] {
    return this.#changes.values().slice(0, most);
  }

  remove(changes: readonly Change[]): void {
    for (const { sequence } of changes) this.#changes.delete(sequence);
  }

  onAdded(listener: () => void): void {
    this.#listeners.add(listener);
  }
}

/** Whether two images are of the same item. The members of a set have no order. */
const isSame = (one: Item | undefined, other: Item | undefined): boolean =>
  isDeepStrictEqual(withSortedSets(one), withSortedSets(other));

function withSortedSets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedSets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      /^[SNB]S$/.test(name) && Array.isArray(entry) ? entry.toSorted() : withSortedSets(entry),
    ]),
  );
}
