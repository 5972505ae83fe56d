import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { parseJson } from "../../shared/json";
import { CommandError, fileError } from "../cli/errors";

/** The number of rows by outcome, and by remark. */
export type Counts<Count extends string> = Record<Count, number>;

/** Tells one import from another. */
export interface ImportIdentity {
  /** The table and the options. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** A digest of the file up to this line. */
  readonly fingerprint: (line: number) => string;
  /** What the operator has to do to start the import again. */
  readonly toStartAgain: string;
}

/** How far an import has come. Every row up to this line is written, or listed in the error file. */
export interface Checkpoint {
  readonly settings: ImportIdentity["settings"];
  /** The id of the import, which stands in each of its rows. */
  readonly run: string;
  readonly line: number;
  /** A digest of the lines up to this one. Later lines may be corrected before the import continues. */
  readonly fingerprint: string;
  readonly counts: Readonly<Counts<string>>;
  readonly errorBytes: number;
}

/** The file from which an interrupted import continues. It is replaced atomically, so a killed process leaves the former one. */
export class CheckpointFile {
  constructor(private readonly name: string) {}

  read({ settings, fingerprint, toStartAgain }: ImportIdentity): Checkpoint {
    const text = this.text();
    if (text === undefined)
      throw new CommandError(
        `There is no ${this.name}: no import of this file ended between its first row and its last. Begin without --resume.`,
      );
    const checkpoint = parseJson(text) as Checkpoint | undefined;
    if (
      checkpoint === undefined ||
      JSON.stringify(checkpoint.settings) !== JSON.stringify(settings) ||
      checkpoint.fingerprint !== fingerprint(checkpoint.line)
    )
      throw new CommandError(
        `${this.name} is from an import into another table, with other options, or of a file with a different beginning. ` +
          `To start again, ${toStartAgain}.`,
      );
    return checkpoint;
  }

  refuseAny(isDry: boolean): void {
    if (this.text() === undefined) return;
    throw new CommandError(
      `An import of this file was interrupted. Continue with --resume, or delete ${this.name} to start again.` +
        (isDry ? " Until then, a dry run would spoil its error file: make it with a copy of the file." : ""),
    );
  }

  write(checkpoint: Checkpoint): void {
    try {
      writeFileSync(`${this.name}.new`, `${JSON.stringify(checkpoint)}\n`, { flush: true });
      renameSync(`${this.name}.new`, this.name);
    } catch (error) {
      throw fileError(this.name, "written", error);
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
