import { closeSync, existsSync, fdatasync, fdatasyncSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { makeFolder, replacePrivateFile } from "./on-disk";

/** One change: the new state of a record, or its deletion. */
interface Change {
  readonly collection: string;
  readonly id: string;
  readonly record?: unknown;
}

export interface Journal {
  /** The records of a collection, as they were left. */
  read(collection: string): Map<string, unknown>;
  /** The change is with the operating system when this returns, so a killed process loses none. */
  write(change: Change): void;
  /** Writes all changes of a step at once: after a crash, either all of them are there or none. */
  together<Result>(step: () => Result): Result;
  /** Resolves when all that was written until now is on the disk, where a power cut leaves it. */
  settled(): Promise<void>;
  close(): void;
}

/** Beyond this many changes, plus two for each record, the file is compacted. */
const MOST_CHANGES = 20_000;

/** The file since it was last compacted. */
interface Writing {
  readonly descriptor: number;
  readonly records: number;
  changes: number;
}

/**
 * Keeps records in a file, of which each line is a change or a list of changes that belong together. The last line may be
 * incomplete after a crash, and is left out.
 */
export function openJournal(file: string | undefined): Journal {
  const collections = new Map<string, Map<string, unknown>>();
  const collection = (name: string) => {
    const records = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, records);
    return records;
  };
  if (file === undefined)
    return {
      read: collection,
      write: () => {},
      together: (step) => step(),
      settled: async () => {},
      close: () => {},
    };

  makeFolder(path.dirname(file));
  if (existsSync(file)) for (const change of readChanges(file)) apply(collection(change.collection), change);
  let writing = compact(file, collections);
  let isOpen = true;
  const disk = createSyncing();
  let step: Change[] | undefined;

  const append = (changes: readonly Change[]) => {
    if (!isOpen) throw new Error("the journal is closed");
    const [only] = changes;
    const line = `${JSON.stringify(changes.length === 1 ? only : changes)}\n`;
    disk.write(() => writeWhole(writing.descriptor, line));
    writing.changes += changes.length;
  };

  /** To be called only while the collections hold every earlier change. */
  const compactIfWorthwhile = () => {
    if (!isOpen || writing.changes <= MOST_CHANGES + 2 * writing.records) return;
    const { descriptor } = writing;
    writing = compact(file, collections);
    disk.replaced(() => closeSync(descriptor));
  };

  return {
    read: collection,
    write(change) {
      if (step !== undefined) step.push(change);
      else {
        compactIfWorthwhile();
        append([change]);
      }
    },
    together(run) {
      if (step !== undefined) return run();
      compactIfWorthwhile();
      step = [];
      try {
        return run();
      } finally {
        // A step that fails has changed the collections already, so its changes are written too.
        const changes = step;
        step = undefined;
        if (changes.length > 0) append(changes);
      }
    },
    settled: () => disk.settled(writing.descriptor),
    close() {
      if (!isOpen) return;
      isOpen = false;
      fdatasyncSync(writing.descriptor);
      disk.replaced(() => closeSync(writing.descriptor));
    },
  };
}

/** Knows how much of the file is on the disk. Waiters share one sync call. */
function createSyncing() {
  let written = 0;
  let settled = 0;
  let running: Promise<void> | undefined;
  /** After a failed write or sync, the content of the file is unknown, so every later call fails too. */
  let failure: { readonly error: unknown } | undefined;

  const requireWhole = () => {
    if (failure !== undefined) throw failure.error;
  };
  const fail = (error: unknown) => {
    failure = { error };
    throw error;
  };
  const sync = async (descriptor: number) => {
    const until = written;
    await promisify(fdatasync)(descriptor).catch(fail);
    settled = Math.max(settled, until);
  };
  return {
    write(run: () => void) {
      requireWhole();
      try {
        run();
      } catch (error) {
        fail(error);
      }
      written += 1;
    },
    /** Another file holds everything now. The old one is closed once its running sync has ended. */
    replaced(close: () => void) {
      settled = written;
      if (running === undefined) close();
      else running.then(close, close);
    },
    async settled(descriptor: number) {
      requireWhole();
      for (const wanted = written; settled < wanted; ) {
        running ??= sync(descriptor).finally(() => {
          running = undefined;
        });
        await running;
      }
    },
  };
}

function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function* readChanges(file: string): Generator<Change> {
  // A power cut before a sync can leave zeros, which no line contains. Nothing from there on was acknowledged.
  const [text = ""] = readFileSync(file, "utf8").split("\0", 1);
  const lines = text.split("\n");
  // An incomplete last line was not acknowledged either.
  for (const [index, line] of lines.slice(0, -1).entries())
    yield* readLine(line, `line ${index + 1} of ${file}`);
}

function readLine(line: string, place: string): readonly Change[] {
  try {
    const changes: Change | readonly Change[] = JSON.parse(line);
    return [changes].flat();
  } catch {
    throw new Error(`${place} is damaged: remove the line, or start with --fresh, which forgets everything`);
  }
}

function apply(records: Map<string, unknown>, { id, record }: Change): void {
  if (record === undefined) records.delete(id);
  else records.set(id, record);
}

/** Writes the current records to a new file, which then replaces the old one. So the file stays small, and is always complete. */
function compact(file: string, collections: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Writing {
  const lines = [...collections].flatMap(([collection, records]) =>
    [...records].map(([id, record]) => `${JSON.stringify({ collection, id, record })}\n`),
  );
  // The file holds the keys that sign tokens.
  replacePrivateFile(file, lines.join(""));
  return { descriptor: openSync(file, "a"), records: lines.length, changes: 0 };
}
