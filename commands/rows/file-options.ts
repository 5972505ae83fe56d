import type { Options } from "../cli/command";
import { ValueError } from "../cli/errors";
import { Columns, type FieldNames } from "./columns";

/** The options of commands that read rows from a file. */
export const FILE_OPTIONS = {
  map: {
    value: "<field>=<column>,...",
    explanation: "which columns hold which fields, where their names differ",
  },
  delimiter: {
    value: "<character>",
    default: ",",
    explanation: "what separates the columns of CSV; the word tab for a tab",
  },
} as const satisfies Options;

/** How to read the rows of a file. */
export interface FileFormat {
  readonly columns: Columns;
  readonly delimiter: string;
}

export const fileFormatFrom = (
  { map, delimiter }: { readonly map: string | undefined; readonly delimiter: string },
  names: FieldNames,
): FileFormat => ({ columns: Columns.from(map, names), delimiter: delimiterFrom(delimiter) });

function delimiterFrom(word: string): string {
  if (word === "tab") return "\t";
  if (!/^[\x20-\x7e]$/.test(word) || word === '"')
    throw new ValueError("--delimiter takes one character, or the word tab");
  return word;
}
