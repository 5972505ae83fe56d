import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const PARTS = 64;
const KEY_BYTES = 10;
const LINE_BYTES = 6;
const NOTE_AT = KEY_BYTES + LINE_BYTES;
const ENTRY_BYTES = NOTE_AT + 1;
const BUFFERED_ENTRIES = 4_096;

/** A file that is read when it is complete, and the entries that are not written to it yet. */
interface Part {
  readonly file: number;
  readonly entries: Buffer;
  length: number;
}

/**
 * Finds repeated logins among any number of them. A keyed digest of each login goes to one of many files, by its
 * first bits, and each file is small enough to be read at once. The key is never stored.
 */
export class Duplicates {
  private readonly key = randomBytes(32);
  private readonly parts = openParts();

  /** @param note a small number that is returned with the line */
  add(login: string, line: number, note: number): void {
    const entry = createHmac("sha256", this.key).update(login).digest();
    const part = this.parts[entry.readUInt8(0) % PARTS];
    if (part === undefined) return;
    entry.copy(part.entries, part.length, 0, KEY_BYTES);
    part.entries.writeUIntBE(line, part.length + KEY_BYTES, LINE_BYTES);
    part.entries.writeUInt8(note, part.length + NOTE_AT);
    part.length += ENTRY_BYTES;
    if (part.length === part.entries.length) flush(part);
  }

  /** Lines whose login is also in an earlier line. */
  *found(): Generator<{ readonly line: number; readonly earlier: number; readonly note: number }> {
    for (const part of this.parts) {
      flush(part);
      const entries = readAll(part);
      const first = new Map<string, number>();
      for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
        const login = entries.toString("latin1", at, at + KEY_BYTES);
        const line = entries.readUIntBE(at + KEY_BYTES, LINE_BYTES);
        const earlier = first.get(login);
        if (earlier === undefined) first.set(login, line);
        else yield { line, earlier, note: entries.readUInt8(at + NOTE_AT) };
      }
    }
  }

  close(): void {
    for (const { file } of this.parts) closeSync(file);
  }
}

/** The files are unlinked while open, so nothing is left behind, however the process ends. */
function openParts(): readonly Part[] {
  const folder = mkdtempSync(path.join(tmpdir(), "legacy-import-"));
  const parts = Array.from({ length: PARTS }, (_, index) => ({
    file: openSync(path.join(folder, String(index)), "ax+"),
    entries: Buffer.alloc(BUFFERED_ENTRIES * ENTRY_BYTES),
    length: 0,
  }));
  rmSync(folder, { recursive: true });
  return parts;
}

function flush(part: Part): void {
  appendFileSync(part.file, part.entries.subarray(0, part.length));
  part.length = 0;
}

function readAll({ file }: Part): Buffer {
  const entries = Buffer.alloc(fstatSync(file).size);
  readSync(file, entries, { position: 0 });
  return entries;
}
