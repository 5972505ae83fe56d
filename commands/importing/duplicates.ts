import { KEY_BYTES, PartedEntries } from "./parted-entries";

const LINE_BYTES = 6;

/** A line whose text is also in an earlier line, each with its note. */
interface Repeated {
  readonly line: number;
  readonly note: number;
  readonly earlier: number;
  readonly earlierNote: number;
}

/** Finds repeated texts among any number of them. Lines need not be added in order. */
export class Duplicates {
  private readonly lines = new PartedEntries(LINE_BYTES + 1);

  /** @param note a small number that is returned with the line */
  add(text: string, line: number, note: number): void {
    this.lines.add(text, (entries, at) => {
      entries.writeUIntBE(line, at, LINE_BYTES);
      entries.writeUInt8(note, at + LINE_BYTES);
    });
  }

  *found(): Generator<Repeated> {
    const { entryBytes } = this.lines;
    for (const entries of this.lines.all()) {
      const first = new Map<string, { readonly earlier: number; readonly earlierNote: number }>();
      for (const { digest, line, note } of inOrderOfLines(entries, entryBytes)) {
        const before = first.get(digest);
        if (before === undefined) first.set(digest, { earlier: line, earlierNote: note });
        else yield { line, note, ...before };
      }
    }
  }

  close(): void {
    this.lines.close();
  }
}

const inOrderOfLines = (entries: Buffer, entryBytes: number) =>
  Array.from({ length: entries.length / entryBytes }, (_, index) => {
    const at = index * entryBytes;
    return {
      digest: entries.toString("latin1", at, at + KEY_BYTES),
      line: entries.readUIntBE(at + KEY_BYTES, LINE_BYTES),
      note: entries.readUInt8(at + KEY_BYTES + LINE_BYTES),
    };
  }).sort((one, other) => one.line - other.line);
