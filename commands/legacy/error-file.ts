import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from "node:fs";
import { fileTrouble } from "./file-error";

/** Which lines were not imported, and why: one object of JSON a line, and nothing of the rows themselves. */
export class ErrorFile {
  private readonly file: number;
  private bytes: number;

  /** Goes on behind so many bytes of an earlier run, and forgets what that one wrote after them. */
  constructor(
    readonly name: string,
    from = 0,
  ) {
    try {
      this.file = openSync(name, from === 0 ? "w" : "r+");
    } catch (error) {
      throw fileTrouble(name, "written", error);
    }
    ftruncateSync(this.file, from);
    this.bytes = from;
  }

  get length(): number {
    return this.bytes;
  }

  add(line: number, reason: string): void {
    this.bytes += writeSync(this.file, `${JSON.stringify({ line, reason })}\n`, this.bytes);
  }

  /** A file without errors is not left behind. */
  close(): void {
    closeSync(this.file);
    if (this.bytes === 0) rmSync(this.name, { force: true });
  }
}
