import { randomUUID } from "node:crypto";
import type { CeilingName } from "../../../shared/passwords";
import { type Checkpoint, CheckpointFile, type Counts, type ImportIdentity } from "./checkpoint";
import { ErrorFile } from "./error-file";

/** A remark on a row that is imported. */
export type Remark = "withoutHash" | "tooCostly";

/** What became of a row. */
export interface RowOutcome {
  readonly line: number;
  readonly count: Exclude<keyof Counts, Remark>;
  readonly remark?: Remark | undefined;
  /** The ceilings that make it too costly. */
  readonly exceeded?: readonly CeilingName[];
  /** Why it is not imported. */
  readonly reason?: string;
  /** Nothing after it can be read. */
  readonly isLast?: boolean | undefined;
}

interface FileNames {
  readonly errors: string;
  /** Without it, an interrupted import cannot go on. */
  readonly checkpoint: string | undefined;
}

/** The progress of an import: its counts, its error file, and the checkpoint from which it can go on. */
export class ImportJournal {
  readonly counts: Counts;
  readonly exceeded: Set<CeilingName>;
  private lastLine: number;
  private isSaved = false;

  private constructor(
    private readonly identity: ImportIdentity,
    private readonly start: Start,
    private readonly errors: ErrorFile,
    private readonly checkpoint: CheckpointFile | undefined,
  ) {
    this.counts = { ...start.counts };
    this.exceeded = new Set(start.exceeded);
    this.lastLine = start.line;
  }

  static open(names: FileNames, identity: ImportIdentity, resumes: boolean): ImportJournal {
    const checkpoint = names.checkpoint === undefined ? undefined : new CheckpointFile(names.checkpoint);
    if (!resumes) checkpoint?.refuseAny();
    const start = (resumes ? checkpoint?.read(identity) : undefined) ?? { ...NOTHING_YET, run: randomUUID() };
    return new ImportJournal(identity, start, new ErrorFile(names.errors, start.errorBytes), checkpoint);
  }

  /** The id of the import, which stands in each of its rows. */
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

  get failures(): number {
    return this.counts.malformed + this.counts.duplicate + this.counts.inTable;
  }

  note({ line, count, remark, exceeded = [], reason }: RowOutcome): void {
    this.counts[count] += 1;
    if (remark !== undefined) this.counts[remark] += 1;
    for (const ceiling of exceeded) this.exceeded.add(ceiling);
    this.lastLine = line;
    if (reason !== undefined) this.errors.add(line, reason);
  }

  /** A row that was counted as imported turns out to repeat another one. */
  correct(line: number, reason: string, remark: Remark | undefined): void {
    this.counts.imported -= 1;
    this.counts.duplicate += 1;
    if (remark !== undefined) this.counts[remark] -= 1;
    this.errors.add(line, reason);
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
      exceeded: [...this.exceeded],
      errorBytes: errors.length,
    });
    this.isSaved = true;
  }

  /** The import is complete: there is nothing to go on with. */
  finish(): void {
    this.checkpoint?.delete();
  }

  close(): void {
    this.errors.close();
  }
}

type Start = Pick<Checkpoint, "run" | "line" | "counts" | "exceeded" | "errorBytes">;

const NOTHING_YET: Omit<Start, "run"> = {
  line: 0,
  counts: {
    imported: 0,
    replaced: 0,
    inTable: 0,
    duplicate: 0,
    malformed: 0,
    withoutHash: 0,
    tooCostly: 0,
  },
  exceeded: [],
  errorBytes: 0,
};
