import { inOrder } from "../in-order";
import type { Imported } from "../stores/operator-legacy-users";
import type { Journal, Outcome } from "./journal";
import { type LegacyRow, RowError } from "./legacy-row";
import type { Fields, Row } from "./rows";
import type { Target } from "./targets";

const AT_ONCE = 32;
const ROWS_PER_CHECKPOINT = 500;

interface Work {
  readonly rows: AsyncIterable<Row>;
  readonly read: (fields: Fields) => Promise<LegacyRow>;
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
  for await (const outcome of inOrder(rows, AT_ONCE, (row) => settle(row, work))) {
    if (outcome.isLast) journal.keep();
    journal.note(outcome);
    if (outcome.isLast) return false;
    settled += 1;
    if (settled % ROWS_PER_CHECKPOINT !== 0) continue;
    journal.keep();
    onCheckpoint();
  }
  for (const { line, earlier } of target.repeated()) journal.correct(line, isThatOf(earlier));
  return true;
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
    const legacyRow = await read(row.fields);
    return outcomeOf(line, legacyRow, await target.put(legacyRow, line));
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line, count: "malformed", reason: error.message };
  }
}

function outcomeOf(line: number, { hash }: LegacyRow, imported: Imported): Outcome {
  switch (imported.kind) {
    case "duplicate":
      return { line, count: "duplicate", reason: isThatOf(imported.earlier) };
    case "in-table":
      return { line, count: "inTable", reason: "the login is in the table already" };
    default:
      return { line, count: imported.kind, isWithoutHash: hash === undefined };
  }
}

const isThatOf = (line: number): string => `the login is that of line ${line}`;
