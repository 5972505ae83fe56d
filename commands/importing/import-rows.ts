import { inOrder } from "../../shared/in-order";
import { RowError } from "../rows/fields";
import type { Row, RowFields } from "../rows/row";
import type { ImportJournal, Result, RowOutcome } from "./journal";

const ROWS_PER_CHECKPOINT = 500;

/** A line that was counted as `before`, but has another result because of an earlier line. */
export interface Correction<Count extends string> extends Result<Count> {
  readonly line: number;
  readonly before: readonly Count[];
}

/** What reads rows and writes them. */
export interface Target<Checked, Count extends string> {
  /** How many rows are written at the same time. */
  readonly atOnce: number;
  /** Throws a RowError for a row that cannot be imported. Rows are read in order. */
  read(fields: RowFields, line: number): Checked;
  put(row: Checked, line: number): Promise<Result<Count>>;
  /** Asked for at the end: a target that writes nothing finds repeated rows only then. */
  corrections(): Iterable<Correction<Count>>;
  close(): void;
}

interface Work<Checked, Count extends string> {
  readonly rows: AsyncIterable<Row>;
  readonly target: Target<Checked, Count>;
  readonly journal: ImportJournal<Count | "malformed">;
  /** Called every few hundred rows. */
  readonly onCheckpoint: () => void;
}

/**
 * Imports the rows that are not in the journal yet. Their outcomes are noted in order, so every row up to the journal's line is
 * done. Returns false if the rest of the file cannot be read.
 */
export async function importRows<Checked, Count extends string>(
  work: Work<Checked, Count>,
): Promise<boolean> {
  const { target, journal, onCheckpoint } = work;
  const rows = rowsAfter(journal, work.rows);
  let done = 0;
  let isWhole = true;
  for await (const outcome of inOrder(rows, target.atOnce, (row) => importRow(row, target))) {
    isWhole = outcome.isLast !== true;
    // The checkpoint is before this row, which must be read again once it is corrected.
    if (!isWhole) journal.saveCheckpoint();
    journal.note(outcome);
    done += 1;
    if (!isWhole || done % ROWS_PER_CHECKPOINT !== 0) continue;
    journal.saveCheckpoint();
    onCheckpoint();
  }
  for (const { line, before, ...result } of target.corrections()) journal.correct(line, before, result);
  return isWhole;
}

/** Earlier rows are read as well, because only they show where the next row begins. */
async function* rowsAfter<Count extends string>(
  journal: ImportJournal<Count>,
  rows: AsyncIterable<Row>,
): AsyncGenerator<Row> {
  const { line } = journal;
  for await (const row of rows) {
    if (row.line <= line) continue;
    if (!journal.canResume) journal.saveCheckpoint();
    yield row;
  }
}

async function importRow<Checked, Count extends string>(
  row: Row,
  target: Target<Checked, Count>,
): Promise<RowOutcome<Count | "malformed">> {
  const { line } = row;
  if ("problem" in row) return { line, counts: ["malformed"], reason: row.problem, isLast: row.isLast };
  try {
    return { line, ...(await target.put(target.read(row.fields, line), line)) };
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line, counts: ["malformed"], reason: error.message };
  }
}
