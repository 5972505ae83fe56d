import { Stream } from "node:stream";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Item } from "./items";
import { type KeyRange, SortedKeys } from "./sorted-keys";

type Callback<Value = void> = (error?: Error | null, value?: Value) => void;

interface StreamRange extends KeyRange {
  readonly limit?: number;
}

/** A database as dynalite expects it, except that callbacks run before a function returns. */
interface Database {
  get(key: string, callback: Callback<unknown>): void;
  put(key: string, value: unknown, callback: Callback): void;
  del(key: string, callback: Callback): void;
  batch(writes: readonly { type: "put" | "del"; key: string; value?: unknown }[], callback: Callback): void;
  createKeyStream(range?: StreamRange): Stream;
  createValueStream(range?: StreamRange): Stream;
  /** A no-op: nothing else runs between the steps of an operation. */
  lock(key: string, run: (release: (callback: unknown) => unknown) => void): void;
}

/** A write of an item, with its state before and after. */
export interface ItemWrite {
  readonly table: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

export interface TableDescription {
  readonly TableName: string;
  readonly TableStatus: string;
}

/** The storage of dynalite. Its own one is on disk, and takes a turn of the event loop for each step. */
export interface Store {
  readonly options: Readonly<Record<string, number>>;
  readonly tableDb: Database & { readonly awsAccountId: string; readonly awsRegion: string };
  getItemDb(table: string): Database;
  deleteItemDb(table: string, callback: Callback): void;
  getIndexDb(kind: string, table: string, index: string): Database;
  deleteIndexDb(kind: string, table: string, index: string, callback: Callback): void;
  getTagDb(table: string): Database;
  deleteTagDb(table: string, callback: Callback): void;
  getTable(name: string, ...rest: [Callback<unknown>] | [boolean, Callback<unknown>]): void;
}

export interface MemoryStore {
  readonly store: Store;
  /** Starts the streams that were asked for, whose readers listen by now. */
  flow(): void;
  /** The writes since the last call. */
  takeWrites(): readonly ItemWrite[];
  tables(): readonly TableDescription[];
  itemsIn(table: string): readonly Item[];
}

/** Under this name, the journal has the tables themselves. */
export const TABLES = "tables";

/** Everything is in memory. Tables and items are in the journal as well; indexes follow from them. */
export function createStore(journal: Journal): MemoryStore {
  const tables = new Collection<TableDescription>(journal, TABLES);
  // A table that was being created or deleted holds nothing.
  tables.deleteWhere(isUnusable);
  const streams: (() => void)[] = [];
  const writes: ItemWrite[] = [];
  const databases = new Map<string, Database>();

  const flow = () => {
    for (let start = streams.shift(); start !== undefined; start = streams.shift()) start();
  };
  const database = (records: Records<unknown>): Database =>
    openDatabase(records, (start) => {
      streams.push(start);
      // For a stream that is asked for after its operation has returned.
      process.nextTick(flow);
    });
  const opened = (name: string, make: () => Database): Database => {
    const known = databases.get(name) ?? make();
    databases.set(name, known);
    return known;
  };
  const itemsIn = (table: string) => new Collection<Item>(journal, itemsOf(table));
  const itemDb = (table: string) =>
    opened(itemsOf(table), () => {
      const items = itemsIn(table);
      const note = (id: string, after: Item | undefined) =>
        writes.push({ table, before: items.get(id), after });
      return database({
        ids: () => items.ids(),
        get: (id) => items.get(id),
        put(id, item) {
          note(id, item as Item);
          items.put(id, item as Item);
        },
        delete(id) {
          note(id, undefined);
          items.delete(id);
        },
      });
    });
  const memory = (name: string) => opened(name, () => database(recordsInMemory()));
  const forget = (name: string, callback: Callback) => {
    databases.delete(name);
    callback();
  };
  const indexOf = (kind: string, table: string, index: string) =>
    `index ${index} of ${table}, ${kind.toLowerCase()}`;
  const tagsOf = (table: string) => `tags of ${table}`;

  const store: Store = {
    options: { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, maxItemSize: 409_600 },
    tableDb: {
      ...database({
        ids: () => tables.ids(),
        get: (name) => tables.get(name),
        put: (name, table) => tables.put(name, table as TableDescription),
        delete: (name) => tables.delete(name),
      }),
      awsAccountId: "000000000000",
      awsRegion: "us-east-1",
    },
    getItemDb: itemDb,
    deleteItemDb(table, callback) {
      itemsIn(table).deleteWhere(() => true);
      forget(itemsOf(table), callback);
    },
    getIndexDb: (kind, table, index) => memory(indexOf(kind, table, index)),
    deleteIndexDb: (kind, table, index, callback) => forget(indexOf(kind, table, index), callback),
    getTagDb: (table) => memory(tagsOf(table)),
    deleteTagDb: (table, callback) => forget(tagsOf(table), callback),
    getTable(name, ...rest) {
      const [onlyUsable, callback] = rest.length === 2 ? rest : [true, rest[0]];
      const table = tables.get(name);
      if (table === undefined || (onlyUsable && isUnusable(table)))
        callback(notFound(onlyUsable ? "" : `: Table: ${name} not found`));
      // Callers that also accept unusable tables change the description.
      else callback(null, onlyUsable ? table : structuredClone(table));
    },
  };
  return {
    store,
    flow,
    takeWrites: () => writes.splice(0),
    tables: () => tables.values(),
    itemsIn: (table) => itemsIn(table).values(),
  };
}

const isUnusable = ({ TableStatus }: TableDescription): boolean =>
  TableStatus === "CREATING" || TableStatus === "DELETING";

/** Under this name, a table has its items in the journal. */
export const itemsOf = (table: string) => `items of ${table}`;

const notFound = (which: string) =>
  Object.assign(new Error("NotFoundError"), {
    name: "NotFoundError",
    statusCode: 400,
    body: {
      __type: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
      message: `Requested resource not found${which}`,
    },
  });

interface Records<Value> {
  ids(): Iterable<string>;
  get(id: string): Value | undefined;
  put(id: string, value: Value): void;
  delete(id: string): void;
}

function recordsInMemory(): Records<unknown> {
  const records = new Map<string, unknown>();
  return {
    ids: () => records.keys(),
    get: (id) => records.get(id),
    put: (id, value) => records.set(id, value),
    delete: (id) => records.delete(id),
  };
}

function openDatabase(records: Records<unknown>, queue: (start: () => void) => void): Database {
  const keys = new SortedKeys();
  for (const id of records.ids()) keys.add(id);

  const write = {
    put(key: string, value: unknown) {
      // A copy, as if it were read from disk: nobody else holds it, and undefined members are gone.
      records.put(key, JSON.parse(JSON.stringify(value)));
      keys.add(key);
    },
    del(key: string) {
      if (records.get(key) !== undefined) records.delete(key);
      keys.delete(key);
    },
  };
  /** It starts only once its reader listens. */
  const streamOf = ({ limit = -1, ...range }: StreamRange, entryAt: (key: string) => unknown) => {
    let isOver = false;
    const stream = Object.assign(new Stream(), {
      destroy: () => {
        isOver = true;
      },
    });
    queue(() => {
      let left = limit;
      for (const key of keys.in(range)) {
        if (isOver || left === 0) break;
        left -= 1;
        stream.emit("data", entryAt(key));
      }
      stream.emit("end");
    });
    return stream;
  };
  return {
    get: (key, callback) => callback(null, records.get(key)),
    put(key, value, callback) {
      write.put(key, value);
      callback();
    },
    del(key, callback) {
      write.del(key);
      callback();
    },
    batch(all, callback) {
      for (const { type, key, value } of all) write[type](key, value);
      callback();
    },
    createKeyStream: (range = {}) => streamOf(range, (key) => key),
    createValueStream: (range = {}) => streamOf(range, (key) => records.get(key)),
    lock: (_, run) => run((callback) => callback),
  };
}
