import { isRecord, parseJson, type StringMap } from "../json";
import { type FieldError, Problem } from "./problem";
import type { ApiRequest } from "./request";

/** Reads one field, and returns its value or what is wrong with it. A missing field is read as undefined. */
export type FieldReader<Value> = (value: unknown) => Value | Mistake;

export type FieldReaders = Readonly<Record<string, FieldReader<unknown>>>;

export type Body<Readers extends FieldReaders> = {
  readonly [Name in keyof Readers]: Exclude<ReturnType<Readers[Name]>, Mistake>;
};

/** What is wrong with the value of a field. */
export class Mistake {
  constructor(readonly detail: string) {}
}

const LARGEST_BODY = 16 * 1_024;
const MOST_UNKNOWN = 10;

/** The body of a request, which has exactly these fields. */
export function readBody<Readers extends FieldReaders>(
  { headers, body = "" }: ApiRequest,
  readers: Readers,
  largest = LARGEST_BODY,
): Body<Readers> {
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? ""))
    throw new Problem("unsupported-media-type", "Send JSON, with content-type: application/json");
  if (Buffer.byteLength(body) > largest)
    throw new Problem("too-large", `A body has at most ${largest} bytes`);
  const { values, errors } = readFields(readObject(body), readers);
  if (errors.length > 0) throw new Problem("invalid-request", undefined, errors);
  return values as Body<Readers>;
}

function readFields(sent: Record<string, unknown>, readers: FieldReaders) {
  const values: Record<string, unknown> = {};
  const errors: FieldError[] = Object.keys(sent)
    .filter((name) => !Object.hasOwn(readers, name))
    .slice(0, MOST_UNKNOWN)
    .map((name) => ({ field: name.slice(0, 64), detail: "is not a field of this request" }));
  for (const [name, read] of Object.entries(readers)) {
    const value = read(Object.hasOwn(sent, name) ? sent[name] : undefined);
    if (value instanceof Mistake) errors.push({ field: name, detail: value.detail });
    else values[name] = value;
  }
  return { values, errors };
}

function readObject(body: string): Record<string, unknown> {
  const value = parseJson(body);
  if (!isRecord(value)) throw new Problem("invalid-request", "The body is not a JSON object");
  return value;
}

/** Characters that end a line, turn its direction or do not show. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Text of one line. */
export const text =
  (most: number, pattern?: RegExp, expected?: string): FieldReader<string> =>
  (value) => {
    if (value === undefined) return new Mistake("is missing");
    if (typeof value !== "string" || value === "") return new Mistake("must be text");
    if (value.length > most) return new Mistake(`has more than ${most} characters`);
    if (CONTROLS.test(value) || !value.isWellFormed())
      return new Mistake("holds characters that are not text");
    return pattern === undefined || pattern.test(value) ? value : new Mistake(`must be ${expected}`);
  };

export const oneOf =
  <const Word extends string | boolean>(...words: readonly Word[]): FieldReader<Word> =>
  (value) =>
    words.find((word) => word === value) ?? new Mistake(`must be one of ${words.join(", ")}`);

export const optional =
  <Value>(field: FieldReader<Value>): FieldReader<Value | undefined> =>
  (value) =>
    value === undefined ? undefined : field(value);

/** A field that `null` removes. */
export const removable =
  <Value>(field: FieldReader<Value>): FieldReader<Value | null | undefined> =>
  (value) =>
    value === undefined || value === null ? value : field(value);

/** An object with exactly these fields. */
export const record =
  <Readers extends FieldReaders>(readers: Readers): FieldReader<Body<Readers>> =>
  (value) => {
    if (!isRecord(value)) return new Mistake("must be an object");
    const { values, errors } = readFields(value, readers);
    const [first] = errors;
    return first === undefined
      ? (values as Body<Readers>)
      : new Mistake(`has a wrong ${first.field}, which ${first.detail}`);
  };

/** A list of one entry at least. */
export const listOf =
  <Entry>(read: FieldReader<Entry>, most: number): FieldReader<readonly Entry[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) return new Mistake("must be a list with entries");
    if (value.length > most) return new Mistake(`has more than ${most} entries`);
    const entries: Entry[] = [];
    for (const [index, written] of value.entries()) {
      const entry = read(written);
      if (entry instanceof Mistake) return new Mistake(`[${index}] ${entry.detail}`);
      entries.push(entry);
    }
    return entries;
  };

/** A map of texts, such as client metadata. */
export const textMap =
  (names: RegExp, most: number): FieldReader<StringMap> =>
  (value) => {
    if (!isRecord(value)) return new Mistake("must be an object");
    const entries = Object.entries(value);
    if (entries.length > most) return new Mistake(`has more than ${most} entries`);
    if (!entries.every(([name]) => names.test(name)))
      return new Mistake(`has a name that is not ${names.source}`);
    const isEntry = (entry: unknown) => entry === "" || !(ENTRY(entry) instanceof Mistake);
    if (!entries.every(([, entry]) => isEntry(entry)))
      return new Mistake("has a value that is not text of one line with at most 2048 characters");
    return Object.assign(Object.create(null), value);
  };

const ENTRY = text(2_048);

export const EMAIL = text(254, /^[^\s@]+@[^\s@]+$/, "an e-mail address");
export const PASSWORD = text(256);
export const NAME = text(256);
export const LOCALE = text(35, /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i, "a language such as en or de-CH");
/** A passkey credential of a browser, as `JSON.stringify` writes it. */
export const CREDENTIAL = text(8_192, /^\{.*\}$/, "a credential as JSON");
