import { isRecord, parseJson } from "../../shared/json";
import { hasRepeatedName } from "./repeated-name";
import { isDamaged, LONGEST_ROW, NOT_UTF8, type Row, type RowFields } from "./row";

/** Reads one object a line. A field of an object in an object has both names: `attributes.name`. */
export async function* jsonRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  let line = 0;
  for await (const read of linesOf(chunks)) {
    line += 1;
    const text = line === 1 && typeof read === "string" ? read.replace(/^\ufeff/, "") : read;
    if (text === TOO_LONG) yield { line, problem: `it is longer than ${LONGEST_ROW} bytes` };
    else if (isDamaged(text)) yield { line, problem: NOT_UTF8 };
    else if (text.trim() !== "") yield { line, ...objectIn(text) };
  }
}

function objectIn(text: string): { readonly fields: RowFields } | { readonly problem: string } {
  const object = parseJson(text);
  if (!isRecord(object)) return { problem: "it is not a JSON object" };
  const entries = flat(object);
  const fields = Object.fromEntries(entries);
  return hasRepeatedName(text) || Object.keys(fields).length < entries.length
    ? { problem: "two fields have the same name" }
    : { fields };
}

const flat = (object: Record<string, unknown>): readonly (readonly [string, unknown])[] =>
  Object.entries(object).flatMap(([name, value]) =>
    isRecord(value)
      ? Object.entries(value).map(([inner, each]) => [`${name}.${inner}`, each] as const)
      : [[name, value] as const],
  );

const TOO_LONG = Symbol("a line that is too long");

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string | typeof TOO_LONG> {
  let begun: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST_ROW) begun.push(part);
  };
  const end = () => {
    const text = length > LONGEST_ROW ? TOO_LONG : Buffer.concat(begun).toString("utf8");
    begun = [];
    length = 0;
    return text;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE, from); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      yield end();
      from = at + 1;
    }
    add(chunk.subarray(from));
  }
  if (length > 0) yield end();
}

const NEWLINE = 0x0a;
