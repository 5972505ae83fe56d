import { inOrder } from "../cli/in-order";
import type { Imported } from "../stores/operator-legacy-users";
import type { CheckedRow } from "./checked-row";
import type { Journal, Outcome, Remark } from "./journal";
import { RowError } from "./legacy-row";
import type { Fields, Row } from "./rows";
import type { Target } from "./targets";

const AT_ONCE = 32;
const ROWS_PER_CHECKPOINT = 500;

interface Work {
  readonly rows: AsyncIterable<Row>;
  readonly read: (fields: Fields) => CheckedRow;
  readonly target: Target;
  readonly journal: Journal;
  /** Called again and again. */
  readonly onCheckpoint: () => void;
}

/**
 * Imports what the journal does not know yet. Rows are settled in their order, so that none before its line is ever open.
 * Returns false if the rest of the file cannot be read.
 */
export async function importRows(work: Work): Promise<boolean> {
  const { target, journal, onCheckpoint } = work;
  const rows = newTo(journal, work.rows);
  let settled = 0;
  let isWhole = true;
  for await (const outcome of inOrder(rows, AT_ONCE, (row) => settle(row, work))) {
    isWhole = outcome.isLast !== true;
    // Once it is corrected, such a row is to be read again.
    if (!isWhole) journal.keep();
    journal.note(outcome);
    settled += 1;
    if (!isWhole || settled % ROWS_PER_CHECKPOINT !== 0) continue;
    journal.keep();
    onCheckpoint();
  }
  for (const { line, earlier, remark } of target.repeated()) journal.correct(line, isThatOf(earlier), remark);
  return isWhole;
}

/** What comes before is read as well, for only who has read it knows where the next row begins. */
async function* newTo(journal: Journal, rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  const { line } = journal;
  for await (const row of rows) {
    if (row.line <= line) continue;
    if (!journal.canResume) journal.keep();
    yield row;
  }
}

async function settle(row: Row, { read, target }: Work): Promise<Outcome> {
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

function outcomeOf(imported: Imported, row: Pick<Outcome, "line" | "remark" | "exceeded">): Outcome {
  const { line } = row;
  switch (imported.kind) {
    case "duplicate":
      return { line, count: "duplicate", reason: isThatOf(imported.earlier) };
    case "in-table":
      return { line, count: "inTable", reason: "the login is in the table already" };
    default:
      return { ...row, count: imported.kind };
  }
}

const isThatOf = (line: number): string => `the login is that of line ${line}`;
