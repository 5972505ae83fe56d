import { closeSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { CommandError, fileError } from "../cli/errors";

/** Lists the lines that were not imported, and why: one JSON object a line, which quotes nothing of the row. */
export class ErrorFile {
  private readonly file: number;
  private bytes: number;

  /** Keeps the first bytes of an earlier run, and drops the rest. */
  constructor(
    readonly name: string,
    kept = 0,
  ) {
    try {
      this.file = openSync(name, kept === 0 ? "w" : "r+");
    } catch (error) {
      throw fileError(name, "written", error);
    }
    // A shorter file would be filled up with zeros.
    if (fstatSync(this.file).size < kept)
      throw new CommandError(
        `${name} has lost lines of the interrupted import. Bring them back, or delete the checkpoint to start again.`,
      );
    ftruncateSync(this.file, kept);
    this.bytes = kept;
  }

  get length(): number {
    return this.bytes;
  }

  add(line: number, reason: string): void {
    this.bytes += writeSync(this.file, `${JSON.stringify({ line, reason })}\n`, this.bytes);
  }

  /** Deletes a file without errors. */
  close(): void {
    closeSync(this.file);
    if (this.bytes === 0) rmSync(this.name, { force: true });
  }
}
