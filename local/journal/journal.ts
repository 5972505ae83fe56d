import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { makeFolder, syncFolder } from "./on-disk";

/** One change: a record of a collection as it is from now on, or gone. */
interface Change {
  readonly collection: string;
  readonly id: string;
  readonly record?: unknown;
}

export interface Journal {
  /** The records of a collection, as they were left. */
  read(collection: string): Map<string, unknown>;
  /** Handed to the operating system before it returns: a process that is killed loses no change. */
  write(change: Change): void;
  /** All changes that a step makes are one write: whatever happens, all of them outlive it, or none. */
  together<Result>(step: () => Result): Result;
  /** Resolves when all that was written until now is on the disk, where a power cut leaves it. */
  settled(): Promise<void>;
  close(): void;
}

/** With so many changes, and two for each record, a file is worth writing anew. */
const MOST_CHANGES = 20_000;

/** The file since it was last written anew. */
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

  /** Only when all that was changed before is in the collections. */
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
        // What it has changed before it failed is in memory, too.
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

/** What of a file is on the disk. One call serves all who wait while another one runs. */
function createSyncing() {
  let written = 0;
  let settled = 0;
  let running: Promise<void> | undefined;
  /** After it nobody knows what is in the file: half a line, or less than the system has said. */
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
    /** All that was written is on the disk otherwise; the file is needed for as long as it is synced. */
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
  // Where a power cut has come before a sync, there may be zeros, which no line has. Nothing from there on was acknowledged.
  const [text = ""] = readFileSync(file, "utf8").split("\0", 1);
  const lines = text.split("\n");
  // Nor was what follows the last line break.
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

/** Writes the file anew beside the old one, and then replaces that: it stays bounded, and is always complete. */
function compact(file: string, collections: ReadonlyMap<string, ReadonlyMap<string, unknown>>): Writing {
  const lines = [...collections].flatMap(([collection, records]) =>
    [...records].map(([id, record]) => `${JSON.stringify({ collection, id, record })}\n`),
  );
  // It holds the keys that sign tokens.
  writeFileSync(`${file}.new`, lines.join(""), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  syncFolder(path.dirname(file));
  return { descriptor: openSync(file, "a"), records: lines.length, changes: 0 };
}
