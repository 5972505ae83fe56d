import { createHmac, randomBytes } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const PARTS = 64;
const KEY_BYTES = 10;
const LINE_BYTES = 6;
const ENTRY_BYTES = KEY_BYTES + LINE_BYTES;
const BUFFERED_ENTRIES = 4_096;

/**
 * Finds logins that come again among any number of them: what tells them apart goes to one of many files in a folder of its
 * own, by its first bits, and each of the files is small enough to be read at once. The key is forgotten with the process.
 */
export class Duplicates {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "legacy-import-"));
  private readonly key = randomBytes(32);
  private readonly parts = Array.from({ length: PARTS }, () => ({
    entries: Buffer.alloc(BUFFERED_ENTRIES * ENTRY_BYTES),
    length: 0,
  }));

  add(login: string, line: number): void {
    const entry = createHmac("sha256", this.key).update(login).digest();
    const index = entry.readUInt8(0) % PARTS;
    const part = this.parts[index];
    if (part === undefined) return;
    entry.copy(part.entries, part.length, 0, KEY_BYTES);
    part.entries.writeUIntBE(line, part.length + KEY_BYTES, LINE_BYTES);
    part.length += ENTRY_BYTES;
    if (part.length === part.entries.length) this.flush(index);
  }

  /** Lines whose login stands in an earlier line. */
  *found(): Generator<{ readonly line: number; readonly earlier: number }> {
    for (const index of this.parts.keys()) {
      this.flush(index);
      const entries = readFileSync(this.nameOf(index));
      const first = new Map<string, number>();
      for (let at = 0; at < entries.length; at += ENTRY_BYTES) {
        const login = entries.toString("latin1", at, at + KEY_BYTES);
        const line = entries.readUIntBE(at + KEY_BYTES, LINE_BYTES);
        const earlier = first.get(login);
        if (earlier === undefined) first.set(login, line);
        else yield { line, earlier };
      }
    }
  }

  delete(): void {
    rmSync(this.folder, { recursive: true });
  }

  private flush(index: number): void {
    const part = this.parts[index];
    if (part === undefined) return;
    appendFileSync(this.nameOf(index), part.entries.subarray(0, part.length));
    part.length = 0;
  }

  private nameOf(index: number): string {
    return path.join(this.folder, String(index));
  }
}
