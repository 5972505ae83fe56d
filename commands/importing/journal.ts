import { randomUUID } from "node:crypto";
import { type Checkpoint, CheckpointFile, type Counts, type ImportIdentity } from "./checkpoint";
import { claim } from "./claim";
import { ErrorFile } from "./error-file";

/** What became of a row: what it counts as, and why it is not imported. */
export interface Result<Count extends string> {
  readonly counts: readonly Count[];
  readonly reason?: string | undefined;
}

/** The result of one line. */
export interface RowOutcome<Count extends string> extends Result<Count> {
  readonly line: number;
  /** Nothing after it can be read. */
  readonly isLast?: boolean | undefined;
}

/** Where a journal is kept, and how it begins. */
export interface JournalPlan {
  readonly errors: string;
  /** Without it, an interrupted import cannot go on. */
  readonly checkpoint: string | undefined;
  readonly resume: boolean;
  /** A dry run leaves no checkpoint. It has an error file, and must not take that of an interrupted import. */
  readonly isDry: boolean;
}

/** The progress of an import: its counts, its error file, and the checkpoint from which it can go on. */
export class ImportJournal<Count extends string> {
  readonly counts: Counts<Count>;
  private lastLine: number;
  private isSaved = false;

  private constructor(
    private readonly identity: ImportIdentity,
    private readonly start: Start,
    private readonly errors: ErrorFile,
    private readonly checkpoint: CheckpointFile | undefined,
    private readonly release: () => void,
    every: readonly Count[],
  ) {
    this.counts = Object.fromEntries(
      every.map((count) => [count, start.counts[count] ?? 0]),
    ) as Counts<Count>;
    this.lastLine = start.line;
  }

  /** @param every what rows can count as */
  static open<Count extends string>(
    plan: JournalPlan,
    identity: ImportIdentity,
    every: readonly Count[],
  ): ImportJournal<Count> {
    const { resume, isDry } = plan;
    const release = claim(plan.checkpoint === undefined ? [plan.errors] : [plan.errors, plan.checkpoint]);
    try {
      const checkpoint = plan.checkpoint === undefined ? undefined : new CheckpointFile(plan.checkpoint);
      if (!resume) checkpoint?.refuseAny(isDry);
      const start = (resume ? checkpoint?.read(identity) : undefined) ?? {
        ...NOTHING_YET,
        run: randomUUID(),
      };
      const errors = new ErrorFile(plan.errors, start.errorBytes);
      return new ImportJournal(identity, start, errors, isDry ? undefined : checkpoint, release, every);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The id of the import. */
  get run(): string {
    return this.start.run;
  }

  /** Every row up to this line is imported or listed in the error file. */
  get line(): number {
    return this.lastLine;
  }

  /** There is a checkpoint to go on from. */
  get canResume(): boolean {
    return this.isSaved;
  }

  note({ line, counts, reason }: RowOutcome<Count>): void {
    this.lastLine = line;
    for (const count of counts) this.counts[count] += 1;
    if (reason !== undefined) this.errors.add(line, reason);
  }

  /** A row that was noted as `before` turns out to be something else. */
  correct(line: number, before: readonly Count[], { counts, reason }: Result<Count>): void {
    for (const count of before) this.counts[count] -= 1;
    for (const count of counts) this.counts[count] += 1;
    if (reason !== undefined) this.errors.add(line, reason);
  }

  /** Must be called before the first row is written, and then from time to time. */
  saveCheckpoint(): void {
    if (this.checkpoint === undefined) return;
    const { identity, run, line, counts, errors } = this;
    this.checkpoint.write({
      settings: identity.settings,
      run,
      line,
      fingerprint: identity.fingerprint(line),
      counts,
      errorBytes: errors.length,
    });
    this.isSaved = true;
  }

  /** The import is complete: there is nothing to go on with. */
  finish(): void {
    this.checkpoint?.delete();
  }

  close(): void {
    try {
      this.errors.close();
    } finally {
      this.release();
    }
  }
}

type Start = Pick<Checkpoint, "run" | "line" | "counts" | "errorBytes">;

const NOTHING_YET: Omit<Start, "run"> = { line: 0, counts: {}, errorBytes: 0 };
