import { isDeepStrictEqual } from "node:util";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Item, Place } from "../tables/items";
import type { EventSource } from "./event-source";

/** What a write is about to do with an item. */
export interface Intention extends Place {
  /** Grows from write to write. */
  readonly sequence: string;
  readonly at: number;
  /** Undefined where there was none. */
  readonly before?: Item | undefined;
  /** Whether the item is removed because its time is over. */
  readonly isExpiry: boolean;
}

/** What a write has done with an item. */
export interface Change extends Intention {
  readonly after?: Item | undefined;
}

export interface ChangeLog {
  /** Whether anybody takes the changes of this table. */
  isRead(table: string): boolean;
  /** Notes a write before it happens. */
  intend(write: Omit<Intention, "sequence" | "at">): Intention;
  /** Says what an intention has come to. Where the item is as before, there was no change. */
  settle(intention: Intention, after: Item | undefined): void;
  /** What a process that died has left open, in order. */
  openIntentions(): readonly Intention[];
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

/**
 * The changes of the tables, each kept until every event source of its table has handed it over. An intention is in the journal
 * before the write, and a change before the write is answered: a process that is killed loses none.
 */
export function openChangeLog(journal: Journal, sources: readonly EventSource[], now: () => Date): ChangeLog {
  const intentions = new Collection<Intention>(journal, "intentions");
  const queues = new Map(
    sources.map((source) => [source, new JournalledQueue(journal, `changes for ${source.id}`)]),
  );
  const queuesOf = (table: string) =>
    [...queues].filter(([{ tableName }]) => tableName === table).map(([, queue]) => queue);
  const kept = [intentions.values(), ...[...queues.values()].map((queue) => queue.first(Infinity))].flat();
  let latest = kept.reduce((highest, { sequence }) => Math.max(highest, Number(sequence)), 0);

  return {
    isRead: (table) => queuesOf(table).length > 0,
    intend(write) {
      const at = now().getTime();
      // It grows from run to run as well, although what was handed over is forgotten.
      latest = Math.max(latest + 1, at * 1_000);
      const sequence = String(latest).padStart(21, "0");
      return intentions.put(sequence, { ...write, sequence, at });
    },
    settle(intention, after) {
      if (!isSame(intention.before, after))
        for (const queue of queuesOf(intention.table)) queue.add({ ...intention, after });
      intentions.delete(intention.sequence);
    },
    openIntentions: () => intentions.values(),
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
