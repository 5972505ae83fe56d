import { CommandError } from "../cli/errors";
import type { Columns } from "./columns";
import { csvRows } from "./csv-rows";
import { jsonRows } from "./json-rows";
import type { SourceFile } from "./source-file";

export type Fields = Readonly<Record<string, unknown>>;

/** The names that the first line of CSV gives to all columns. Each object of JSON has names of its own. */
export interface Header {
  readonly columns: readonly string[];
}

/** A row of a file: what stands in it, or what is wrong with it. Its line is the one where it begins. */
export type Row = { readonly line: number; readonly fields: Fields } | MalformedRow;

export interface MalformedRow {
  readonly line: number;
  readonly problem: string;
  /** Where the next row begins cannot be told. */
  readonly isLast?: boolean;
}

/** The rows of a file in their order, by field. No more of them is in memory than is being worked on. */
export async function* rowsByField(
  file: SourceFile,
  { columns, delimiter }: { readonly columns: Columns; readonly delimiter: string },
  needed: readonly string[],
): AsyncGenerator<Row> {
  const rows = file.isJson ? jsonRows(file.chunks()) : csvRows(file.chunks(), delimiter);
  let areColumnsKnown = file.isJson;
  for await (const row of rows) {
    if ("columns" in row) {
      refuseMissing(columns.missingIn(row.columns, needed));
      areColumnsKnown = true;
    } else if ("problem" in row) {
      if (!areColumnsKnown)
        throw new CommandError(`The line that names the columns cannot be read: ${row.problem}.`);
      yield row;
      if (row.isLast) return;
    } else {
      yield { line: row.line, fields: columns.fieldsOf(row.fields) };
    }
  }
  if (!areColumnsKnown) throw new CommandError("There is nothing but empty lines in the file.");
}

function refuseMissing(columns: readonly string[]): void {
  if (columns.length === 0) return;
  throw new CommandError(
    `The first line of the file names no column ${columns.join(" and no column ")}. ` +
      "Say which columns hold the fields with --map, and what is between them with --delimiter.",
  );
}
