export type RowFields = Readonly<Record<string, unknown>>;

/** A row of a file: its fields, or what is wrong with it. Its line is the one where it begins. */
export type Row = { readonly line: number; readonly fields: RowFields } | MalformedRow;

export interface MalformedRow {
  readonly line: number;
  readonly problem: string;
  /** It is not known where the next row begins. */
  readonly isLast?: boolean;
}

/** The limit of an item in DynamoDB. A longer row is a sign that the end of a row is missing. */
export const LONGEST_ROW = 400_000;

export const NOT_UTF8 = "it is not UTF-8";

/** Bytes that are not UTF-8 were read as this character. */
export const isDamaged = (text: string): boolean => text.includes("\ufffd");
