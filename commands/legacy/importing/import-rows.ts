import { inOrder } from "../../../shared/in-order";
import type { Imported } from "../../stores/operator-legacy-users";
import type { CheckedRow } from "../checked-row";
import { RowError } from "../legacy-row";
import type { Row, RowFields } from "../rows/row";
import type { ImportJournal, Remark, RowOutcome } from "./journal";
import type { Target } from "./targets";

const AT_ONCE = 32;
const ROWS_PER_CHECKPOINT = 500;

interface Work {
  readonly rows: AsyncIterable<Row>;
  readonly read: (fields: RowFields) => CheckedRow;
  readonly target: Target;
  readonly journal: ImportJournal;
  /** Called every few hundred rows. */
  readonly onCheckpoint: () => void;
}

/**
 * Imports the rows that the journal does not have yet. It takes their outcomes in order, so every row before its line
 * is done. Returns false if the rest of the file cannot be read.
 */
export async function importRows(work: Work): Promise<boolean> {
  const { target, journal, onCheckpoint } = work;
  const rows = rowsAfter(journal, work.rows);
  let done = 0;
  let isWhole = true;
  for await (const outcome of inOrder(rows, AT_ONCE, (row) => importRow(row, work))) {
    isWhole = outcome.isLast !== true;
    // The checkpoint is before this row, which must be read again once it is corrected.
    if (!isWhole) journal.saveCheckpoint();
    journal.note(outcome);
    done += 1;
    if (!isWhole || done % ROWS_PER_CHECKPOINT !== 0) continue;
    journal.saveCheckpoint();
    onCheckpoint();
  }
  for (const { line, earlier, remark } of target.repeated()) journal.correct(line, repeats(earlier), remark);
  return isWhole;
}

/** Earlier rows are read as well: only then is it known where the next one begins. */
async function* rowsAfter(journal: ImportJournal, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  const { line } = journal;
  for await (const row of rows) {
    if (row.line <= line) continue;
    if (!journal.canResume) journal.saveCheckpoint();
    yield row;
  }
}

async function importRow(row: Row, { read, target }: Work): Promise<RowOutcome> {
  const { line } = row;
  if ("problem" in row) return { line, count: "malformed", reason: row.problem, isLast: row.isLast };
  try {
    const checked = read(row.fields);
    const remark = remarkOn(checked);
    return outcomeOf(await target.put(checked.row, line, remark), {
      line,
      remark,
      exceeded: checked.exceeded,
    });
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line, count: "malformed", reason: error.message };
  }
}

function remarkOn({ row, exceeded }: CheckedRow): Remark | undefined {
  if (row.hash === undefined) return "withoutHash";
  return exceeded.length > 0 ? "tooCostly" : undefined;
}

function outcomeOf(imported: Imported, row: Pick<RowOutcome, "line" | "remark" | "exceeded">): RowOutcome {
  const { line } = row;
  switch (imported.kind) {
    case "duplicate":
      return { line, count: "duplicate", reason: repeats(imported.earlier) };
    case "in-table":
      return { line, count: "inTable", reason: "the login is in the table already" };
    default:
      return { ...row, count: imported.kind };
  }
}

const repeats = (line: number): string => `the login is that of line ${line}`;
