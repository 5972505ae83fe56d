import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type CsvError, parse } from "csv-parse";
import { isDamaged, LONGEST_ROW, NOT_UTF8, type Row } from "./row";

/** The first line of CSV names the columns. */
interface Header {
  readonly columns: readonly string[];
}

/** What can be wrong with a row, in words that quote nothing of it. */
const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: "it has more or fewer columns than the header",
  INVALID_OPENING_QUOTE: "there is a quotation mark in the middle of a column",
};

const NO_END = "it has no end, because a quotation mark in it is not closed as CSV requires";
const TWICE = "two columns have the same name";

/** Yields the header, then the rows by its names. Reads RFC 4180, also with LF, a BOM or another delimiter. */
export async function* csvRows(
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
): AsyncGenerator<Header | Row> {
  const lines = new LineNumbers();
  const read: (Header | Row)[] = [];
  let header: readonly string[] | undefined;
  let lastMistake = 0;
  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ["\r\n", "\n"],
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: (values: string[], { bytes }) => {
      const line = lines.lineOf(bytes - 1) - newlinesIn(values);
      if (header !== undefined) read.push(rowOf(line, header, values));
      else if (new Set(values).size < values.length) read.push({ line, problem: TWICE, isLast: true });
      else read.push({ columns: values });
      header ??= values;
      return values;
    },
    skip_records_with_error: true,
    on_skip: (error) => {
      if (error === undefined) return;
      const line = lineOf(error, lines);
      const problem = PROBLEMS[error.code];
      // The parser can find several mistakes in one row.
      if (line === lastMistake) return;
      lastMistake = line;
      read.push({ line, problem: problem ?? NO_END, isLast: problem === undefined });
    },
  });
  // The parser rethrows an error of the file.
  pipeline(Readable.from(noteLines(chunks, lines)), parser).catch(() => {});
  // The records themselves are not used. Reading them one by one keeps the parser from running far ahead.
  for await (const _ of parser) yield* read.splice(0);
  yield* read;
}

const rowOf = (line: number, header: readonly string[], values: readonly string[]): Row =>
  values.some(isDamaged)
    ? { line, problem: NOT_UTF8 }
    : { line, fields: Object.fromEntries(header.map((name, index) => [name, values[index]])) };

/** The parser stops at the end of a row with too many or too few columns, and before the mistake in any other row. */
const lineOf = ({ code, bytes, record }: CsvError, lines: LineNumbers): number =>
  code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH"
    ? lines.lineOf(Number(bytes) - 1) - newlinesIn(record as string[])
    : lines.lineOf(Number(bytes));

const newlinesIn = (values: readonly string[]): number =>
  values.reduce((sum, value) => sum + (value.includes("\n") ? value.split("\n").length - 1 : 0), 0);

async function* noteLines(chunks: AsyncIterable<Buffer>, lines: LineNumbers): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    lines.note(chunk);
    yield chunk;
  }
}

/** Tells the line of a byte. The parser reads ahead, so line ends are noted first. Bytes must be asked for in order. */
class LineNumbers {
  private read = 0;
  private passed = 0;
  private ends: number[] = [];
  private next = 0;

  /** Takes note of bytes that are about to be read. */
  note(chunk: Buffer): void {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) {
      this.ends.push(this.read + at);
    }
    this.read += chunk.length;
  }

  lineOf(byte: number): number {
    for (let end = this.ends[this.next]; end !== undefined && end < byte; end = this.ends[this.next]) {
      this.next += 1;
      this.passed += 1;
    }
    if (this.next > MANY) {
      this.ends = this.ends.slice(this.next);
      this.next = 0;
    }
    return this.passed + 1;
  }
}

const NEWLINE = 0x0a;
const MANY = 65_536;
