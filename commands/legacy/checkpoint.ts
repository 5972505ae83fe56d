import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { CommandError } from "../errors";

/** What has become of rows. */
export interface Counts {
  imported: number;
  /** Imported in the place of another row. */
  replaced: number;
  inTable: number;
  duplicate: number;
  /** Of the imported ones. */
  withoutHash: number;
  malformed: number;
}

/** How far an import has come. Everything up to this line is written, or stands in the file of errors. */
export interface Checkpoint {
  /** What the import is of. Another file, table or option makes it another import. */
  readonly work: Readonly<Record<string, unknown>>;
  /** The mark that the rows of this import bear. */
  readonly run: string;
  readonly line: number;
  readonly counts: Readonly<Counts>;
  readonly errorBytes: number;
}

/** Where an import that was ended goes on. It is replaced as a whole, so that a kill leaves the one before. */
export class CheckpointFile {
  constructor(private readonly name: string) {}

  read(work: Checkpoint["work"]): Checkpoint {
    const text = this.text();
    if (text === undefined)
      throw new CommandError(`There is no ${this.name}: no import of this file was ended before its time.`);
    const checkpoint = parsed(text);
    if (JSON.stringify(checkpoint?.work) !== JSON.stringify(work))
      throw new CommandError(
        `${this.name} is of an import into another table, with other options, or of a file that began otherwise. ` +
          "Delete it to begin anew, with --overwrite if rows are in the table already.",
      );
    return checkpoint as Checkpoint;
  }

  refuseAny(): void {
    if (this.text() === undefined) return;
    throw new CommandError(
      `An import of this file was ended before its time. Go on with --resume, or delete ${this.name} to begin anew.`,
    );
  }

  write(checkpoint: Checkpoint): void {
    writeFileSync(`${this.name}.new`, `${JSON.stringify(checkpoint)}\n`, { flush: true });
    renameSync(`${this.name}.new`, this.name);
  }

  delete(): void {
    rmSync(this.name, { force: true });
  }

  private text(): string | undefined {
    try {
      return readFileSync(this.name, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }
}

function parsed(text: string): Checkpoint | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
