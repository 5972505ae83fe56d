import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";

/** One change: a record of a collection as it is from now on, or gone. */
interface Change {
  readonly collection: string;
  readonly id: string;
  readonly record?: unknown;
}

export interface Journal {
  /** The records of a collection, as they were left. */
  read(collection: string): Map<string, unknown>;
  /** Written to the file before it returns, whole: a process that is killed loses no change that was acknowledged. */
  write(change: Change): void;
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

/** Keeps records in a file of changes, one a line. The last line may be incomplete after a crash, and is left out. */
export function openJournal(file: string | undefined): Journal {
  const collections = new Map<string, Map<string, unknown>>();
  const collection = (name: string) => {
    const records = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, records);
    return records;
  };
  if (file === undefined) return { read: collection, write: () => {}, close: () => {} };

  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file)) for (const change of readChanges(file)) apply(collection(change.collection), change);
  let writing = compact(file, collections);
  let isOpen = true;
  return {
    read: collection,
    write: (change) => {
      if (!isOpen) throw new Error("the journal is closed");
      // What was changed before is in the collections by now.
      if (writing.changes > MOST_CHANGES + 2 * writing.records) {
        const { descriptor } = writing;
        writing = compact(file, collections);
        closeSync(descriptor);
      }
      writeSync(writing.descriptor, `${JSON.stringify(change)}\n`);
      writing.changes += 1;
    },
    close: () => {
      if (isOpen) closeSync(writing.descriptor);
      isOpen = false;
    },
  };
}

function* readChanges(file: string): Generator<Change> {
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last line break was never acknowledged.
  for (const [index, line] of lines.slice(0, -1).entries())
    yield readChange(line, `line ${index + 1} of ${file}`);
}

function readChange(line: string, place: string): Change {
  try {
    return JSON.parse(line);
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
  writeFileSync(`${file}.new`, lines.join(""), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return { descriptor: openSync(file, "a"), records: lines.length, changes: 0 };
}
