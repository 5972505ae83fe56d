import { KEY_BYTES, PartedEntries } from "./parted-entries";

const LINE_BYTES = 6;

/** A line whose text is also in an earlier line, each with its note. */
interface Repeated {
  readonly line: number;
  readonly note: number;
  readonly earlier: number;
  readonly earlierNote: number;
}

/** Finds repeated texts among any number of them. */
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
      for (let at = 0; at < entries.length; at += entryBytes) {
        const digest = entries.toString("latin1", at, at + KEY_BYTES);
        const line = entries.readUIntBE(at + KEY_BYTES, LINE_BYTES);
        const note = entries.readUInt8(at + KEY_BYTES + LINE_BYTES);
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
