import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { isRecord, parseJson } from "../../shared/json";
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
      refuseOtherFile(name);
      this.file = openSync(name, kept === 0 ? "w" : "r+");
    } catch (error) {
      throw fileError(name, "written", error);
    }
    // Truncating a shorter file would fill it up with zeros.
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
    this.bytes += writeSync(this.file, `${entryOf(line, reason)}\n`, this.bytes);
  }

  /** Deletes a file without errors. */
  close(): void {
    closeSync(this.file);
    if (this.bytes === 0) rmSync(this.name, { force: true });
  }
}

const entryOf = (line: number, reason: string): string => JSON.stringify({ line, reason });

/** No entry is longer. */
const ENTRY_BYTES = 4_096;

/** Refuses to overwrite a file that no import has written. */
function refuseOtherFile(name: string): void {
  const start = startOf(name);
  const [first = ""] = start.split("\n");
  if (start === "" || isEntry(first)) return;
  throw new CommandError(
    `${name} is there already, and is no error file of an import. Name another file with --errors, or delete it.`,
  );
}

function isEntry(text: string): boolean {
  const entry = parseJson(text);
  if (!isRecord(entry)) return false;
  const { line, reason } = entry;
  return typeof line === "number" && typeof reason === "string" && text === entryOf(line, reason);
}

/** The beginning of the file; empty if there is none. */
function startOf(name: string): string {
  let file: number;
  try {
    file = openSync(name, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
  try {
    const start = Buffer.alloc(ENTRY_BYTES);
    return start.toString("utf8", 0, readSync(file, start));
  } finally {
    closeSync(file);
  }
}
