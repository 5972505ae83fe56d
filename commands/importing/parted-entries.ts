import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs";
import { withoutName } from "./unnamed-file";

const PARTS = 64;
const BUFFERED_ENTRIES = 4_096;

/** What an entry begins with: a digest of the text that it is about. */
export const KEY_BYTES = 10;

/** A file that is read when it is complete, and the entries that are not written to it yet. */
interface Part {
  readonly file: number;
  readonly entries: Buffer;
  length: number;
}

/**
 * Entries of equal length about any number of texts, kept in files instead of memory. The first bits of a keyed digest of the text
 * choose the file, and each file is small enough to be read at once. The key is never stored.
 */
export class PartedEntries {
  private readonly key = randomBytes(32);
  private readonly parts: readonly Part[];

  /** @param noteBytes what follows the digest in each entry */
  constructor(private readonly noteBytes: number) {
    const files = withoutName("import-", (nameOf) =>
      Array.from({ length: PARTS }, (_, index) => openSync(nameOf(String(index)), "wx+")),
    );
    this.parts = files.map((file) => ({
      file,
      entries: Buffer.alloc(BUFFERED_ENTRIES * this.entryBytes),
      length: 0,
    }));
  }

  get entryBytes(): number {
    return KEY_BYTES + this.noteBytes;
  }

  /** @param note writes what follows the digest, from this place on */
  add(text: string, note: (entries: Buffer, at: number) => void): void {
    const digest = this.digestOf(text);
    const part = this.partOf(digest);
    digest.copy(part.entries, part.length, 0, KEY_BYTES);
    note(part.entries, part.length + KEY_BYTES);
    part.length += this.entryBytes;
    if (part.length === part.entries.length) flush(part);
  }

  /** The entries of each part, in the order in which they were added, or as they were sorted. */
  *all(): Generator<Buffer> {
    for (const part of this.parts) yield readAll(part);
  }

  /** Sorts all entries, so that those about a text are found. Nothing can be added any more. */
  sort(): void {
    for (const part of this.parts) {
      const entries = readAll(part);
      const count = entries.length / this.entryBytes;
      const sorted = Array.from({ length: count }, (_, index) => this.entryAt(entries, index)).sort(
        Buffer.compare,
      );
      writeSync(part.file, Buffer.concat(sorted), 0, entries.length, 0);
    }
  }

  /** The notes of the entries about a text, once they are sorted. Another text can have the same digest. */
  notesOf(text: string): readonly Buffer[] {
    const digest = this.digestOf(text).subarray(0, KEY_BYTES);
    const { file } = this.partOf(digest);
    const count = fstatSync(file).size / this.entryBytes;
    const entry = Buffer.alloc(this.entryBytes);
    const compare = (index: number) => {
      readSync(file, entry, 0, this.entryBytes, index * this.entryBytes);
      return Buffer.compare(entry.subarray(0, KEY_BYTES), digest);
    };
    let [first, end] = [0, count];
    while (first < end) {
      const middle = (first + end) >>> 1;
      if (compare(middle) < 0) first = middle + 1;
      else end = middle;
    }
    const notes: Buffer[] = [];
    for (let index = first; index < count && compare(index) === 0; index += 1)
      notes.push(Buffer.from(entry.subarray(KEY_BYTES)));
    return notes;
  }

  close(): void {
    for (const { file } of this.parts) closeSync(file);
  }

  private digestOf(text: string): Buffer {
    return createHmac("sha256", this.key).update(text).digest();
  }

  private partOf(digest: Buffer): Part {
    return this.parts[digest.readUInt8(0) % PARTS] as Part;
  }

  private entryAt(entries: Buffer, index: number): Buffer {
    return entries.subarray(index * this.entryBytes, (index + 1) * this.entryBytes);
  }
}

function flush(part: Part): void {
  appendFileSync(part.file, part.entries.subarray(0, part.length));
  part.length = 0;
}

function readAll(part: Part): Buffer {
  flush(part);
  const entries = Buffer.alloc(fstatSync(part.file).size);
  readSync(part.file, entries, { position: 0 });
  return entries;
}
