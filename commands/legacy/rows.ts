import { CommandError } from "../errors";
import type { Columns } from "./columns";
import { csvRows } from "./csv-rows";
import { jsonRows } from "./json-rows";
import type { SourceFile } from "./source-file";

export type Fields = Readonly<Record<string, unknown>>;

/** A row of a file: what stands in it, or what is wrong with it. Its line is the one where it begins. */
export type Row =
  | { readonly line: number; readonly fields: Fields }
  | {
      readonly line: number;
      readonly problem: string;
      /** Where the next row begins cannot be told. */
      readonly isLast?: boolean;
    };

/** The rows of a file in their order, by field. No more of them is in memory than is being worked on. */
export async function* rowsByField(
  file: SourceFile,
  { columns, delimiter }: { readonly columns: Columns; readonly delimiter: string },
  needed: readonly string[],
): AsyncGenerator<Row> {
  const rows = file.isJson ? jsonRows(file.chunks()) : csvRows(file.chunks(), delimiter);
  let isFirst = true;
  for await (const row of rows) {
    if ("problem" in row) {
      yield row;
      if (row.isLast) return;
    } else {
      // All rows of CSV have the same columns, and each object of JSON has its own.
      if (isFirst && !file.isJson) refuseMissing(columns.missingIn(row.fields, needed));
      yield { line: row.line, fields: columns.fieldsOf(row.fields) };
      isFirst = false;
    }
  }
}

function refuseMissing(columns: readonly string[]): void {
  if (columns.length === 0) return;
  throw new CommandError(
    `The first line of the file names no column ${columns.join(" and no column ")}. ` +
      "Say which columns hold the fields with --map, and what is between them with --delimiter.",
  );
}
