import { CommandError } from "../cli/errors";
import { csvRows } from "./csv-rows";
import type { FileFormat } from "./file-options";
import { jsonRows } from "./json-rows";
import type { Row } from "./row";
import type { SourceFile } from "./source-file";

/** Yields the rows of a file in order, by field. Only the rows that are being worked on are in memory. */
export async function* rowsByField(
  file: SourceFile,
  { columns, delimiter }: FileFormat,
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
        throw new CommandError(`The line with the column names cannot be read: ${row.problem}.`);
      yield row;
      if (row.isLast) return;
    } else {
      yield { line: row.line, fields: columns.fieldsOf(row.fields) };
    }
  }
  if (!areColumnsKnown) throw new CommandError("The file has nothing but empty lines.");
}

function refuseMissing(columns: readonly string[]): void {
  if (columns.length === 0) return;
  throw new CommandError(
    `The first line of the file names no column ${columns.join(" and no column ")}. ` +
      "Use --map to say which columns hold which fields, and --delimiter to say what separates them.",
  );
}
