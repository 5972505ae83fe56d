export type RowFields = Readonly<Record<string, unknown>>;

/** A row of a file: its fields, or what is wrong with it. Its line is the one where it begins. */
export type Row = { readonly line: number; readonly fields: RowFields } | MalformedRow;

export interface MalformedRow {
  readonly line: number;
  readonly problem: string;
  /** It is not known where the next row begins. */
  readonly isLast?: boolean;
}

/** DynamoDB takes no larger item. A longer row is a sign that an end is missing somewhere. */
export const LONGEST_ROW = 400_000;

export const NOT_UTF8 = "it is not UTF-8";

/** Whatever is not UTF-8 was read as this character. */
export const isDamaged = (text: string): boolean => text.includes("\ufffd");
