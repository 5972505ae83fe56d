import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { CeilingName } from "../../shared/passwords";
import { CommandError } from "../cli/errors";
import { fileTrouble } from "./file-error";

/** What has become of rows, and what there is to say of those that are imported. */
export interface Counts {
  imported: number;
  /** Imported in the place of another row. */
  replaced: number;
  inTable: number;
  duplicate: number;
  malformed: number;
  withoutHash: number;
  tooCostly: number;
}

/** What an import is of. */
export interface Subject {
  /** Another table or option makes it another import. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What tells the file from another one, by its first lines. */
  readonly fingerprint: (line: number) => string;
}

/** How far an import has come. Everything up to this line is written, or stands in the file of errors. */
export interface Checkpoint {
  readonly settings: Subject["settings"];
  /** The mark that the rows of this import bear. */
  readonly run: string;
  readonly line: number;
  /** Of the lines up to this one: what comes after may be corrected. */
  readonly fingerprint: string;
  readonly counts: Readonly<Counts>;
  /** Which ceilings the rows exceed that are too costly. */
  readonly exceeded: readonly CeilingName[];
  readonly errorBytes: number;
}

/** Where an import that was ended goes on. It is replaced as a whole, so that a kill leaves the one before. */
export class CheckpointFile {
  constructor(private readonly name: string) {}

  read({ settings, fingerprint }: Subject): Checkpoint {
    const text = this.text();
    if (text === undefined)
      throw new CommandError(`There is no ${this.name}: no import of this file was ended before its time.`);
    const checkpoint = parsed(text);
    if (
      checkpoint === undefined ||
      JSON.stringify(checkpoint.settings) !== JSON.stringify(settings) ||
      checkpoint.fingerprint !== fingerprint(checkpoint.line)
    )
      throw new CommandError(
        `${this.name} is of an import into another table, with other options, or of a file that began otherwise. ` +
          "Delete it to begin anew, with --overwrite if rows are in the table already.",
      );
    return checkpoint;
  }

  refuseAny(): void {
    if (this.text() === undefined) return;
    throw new CommandError(
      "An import of this file was ended before its time, or is still under way. If it is not, go on with --resume, or " +
        `delete ${this.name} to begin anew.`,
    );
  }

  write(checkpoint: Checkpoint): void {
    try {
      writeFileSync(`${this.name}.new`, `${JSON.stringify(checkpoint)}\n`, { flush: true });
      renameSync(`${this.name}.new`, this.name);
    } catch (error) {
      throw fileTrouble(this.name, "written", error);
    }
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
