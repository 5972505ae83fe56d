import { randomUUID } from "node:crypto";
import type { CeilingName } from "../../shared/passwords";
import { type Checkpoint, CheckpointFile, type Counts, type Subject } from "./checkpoint";
import { ErrorFile } from "./error-file";

/** What there is to say of a row that is imported. */
export type Remark = "withoutHash" | "tooCostly";

/** What has become of a row. */
export interface Outcome {
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

interface Names {
  readonly errors: string;
  /** Without it, the import cannot go on later. */
  readonly checkpoint: string | undefined;
}

/** What an import has come to: its counts, the file of errors, and the checkpoint that it can go on from. */
export class Journal {
  readonly counts: Counts;
  readonly exceeded: Set<CeilingName>;
  private upTo: number;
  private isKept = false;

  private constructor(
    private readonly subject: Subject,
    private readonly begun: Begun,
    private readonly errors: ErrorFile,
    private readonly checkpoint: CheckpointFile | undefined,
  ) {
    this.counts = { ...begun.counts };
    this.exceeded = new Set(begun.exceeded);
    this.upTo = begun.line;
  }

  static begin(names: Names, subject: Subject, resumes: boolean): Journal {
    const checkpoint = names.checkpoint === undefined ? undefined : new CheckpointFile(names.checkpoint);
    if (!resumes) checkpoint?.refuseAny();
    const begun = (resumes ? checkpoint?.read(subject) : undefined) ?? { ...NOTHING_YET, run: randomUUID() };
    return new Journal(subject, begun, new ErrorFile(names.errors, begun.errorBytes), checkpoint);
  }

  /** The mark that the rows of this import bear. */
  get run(): string {
    return this.begun.run;
  }

  /** Up to this line, every row is imported or stands in the file of errors. */
  get line(): number {
    return this.upTo;
  }

  /** There is a checkpoint to go on from. */
  get canResume(): boolean {
    return this.isKept;
  }

  get failures(): number {
    return this.counts.malformed + this.counts.duplicate + this.counts.inTable;
  }

  note({ line, count, remark, exceeded = [], reason }: Outcome): void {
    this.counts[count] += 1;
    if (remark !== undefined) this.counts[remark] += 1;
    for (const ceiling of exceeded) this.exceeded.add(ceiling);
    this.upTo = line;
    if (reason !== undefined) this.errors.add(line, reason);
  }

  /** A line that has been taken turns out to repeat another one. */
  correct(line: number, reason: string, remark: Remark | undefined): void {
    this.counts.imported -= 1;
    this.counts.duplicate += 1;
    if (remark !== undefined) this.counts[remark] -= 1;
    this.errors.add(line, reason);
  }

  /** To be called before the first row is written, and from time to time. */
  keep(): void {
    if (this.checkpoint === undefined) return;
    const { subject, run, line, counts, errors } = this;
    this.checkpoint.write({
      settings: subject.settings,
      run,
      line,
      fingerprint: subject.fingerprint(line),
      counts,
      exceeded: [...this.exceeded],
      errorBytes: errors.length,
    });
    this.isKept = true;
  }

  /** There is nothing to go on with. */
  finish(): void {
    this.checkpoint?.delete();
  }

  close(): void {
    this.errors.close();
  }
}

type Begun = Pick<Checkpoint, "run" | "line" | "counts" | "exceeded" | "errorBytes">;

const NOTHING_YET: Omit<Begun, "run"> = {
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
