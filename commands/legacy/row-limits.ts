/** More than DynamoDB takes in an item is no row, but a sign that something does not end. */
export const LONGEST_ROW = 400_000;

export const NOT_UTF8 = "it is not written in UTF-8";

/** Whatever is not UTF-8 has been read as this character. */
export const isDamaged = (text: string): boolean => text.includes("\ufffd");
