import { isRecord, parseJson } from "../json";

// Readers of parameter values. The same function reads a value when the service is packaged and when Lambda starts.

/**
 * What is wrong with a value. The caller adds the name of the parameter, or of the setting in Lambda's environment.
 */
export class InvalidValueError extends Error {
  override readonly name = "InvalidValueError";
}

export interface Reader<Value> {
  (written: unknown): Value;
  /** The allowed values, in words. */
  readonly allowed: string;
}

/** @param read returns `undefined` for what is not allowed, or says what is wrong in an InvalidValueError */
function createReader<Value>(allowed: string, read: (written: unknown) => Value | undefined): Reader<Value> {
  const reader = (written: unknown): Value => {
    const value = read(written);
    if (value === undefined)
      throw new InvalidValueError(`${shorten(JSON.stringify(written))} is not valid; allowed: ${allowed}`);
    return value;
  };
  return Object.assign(reader, { allowed });
}

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);

/** Reads a text. A number counts, because YAML reads some texts as numbers. */
export const textReader = <Value>(allowed: string, read: (text: string) => Value | undefined) =>
  createReader(allowed, (written) =>
    typeof written === "string" || typeof written === "number" ? read(String(written)) : undefined,
  );

/** Reads a list or an object. In the environment and on the command line, it is written as JSON. */
export function jsonReader<Value>(
  allowed: string,
  read: (value: unknown) => Value | undefined,
): Reader<Value> {
  const reader = createReader(allowed, read);
  return Object.assign((written: unknown) => reader(fromJson(written)), { allowed });
}

export const objectReader = <Value>(
  allowed: string,
  read: (object: Readonly<Record<string, unknown>>) => Value | undefined,
) => jsonReader(allowed, (value) => (isRecord(value) ? read(value) : undefined));

/** A text that is not JSON stays as it is. */
export const fromJson = (written: unknown): unknown =>
  typeof written === "string" ? (parseJson(written) ?? written) : written;

export const oneOf = <const Word extends string>(...words: readonly Word[]): Reader<Word> =>
  textReader(eitherOf(words), (text) => words.find((word) => word === text));

export const onOrOff = oneOf("off", "on");

/** A whole number within bounds, or one of the words that stand for no number. */
export const wholeNumber = <const Word extends string = never>(
  least: number,
  most: number,
  ...words: readonly Word[]
): Reader<number | Word> =>
  textReader(eitherOf([...words, `a whole number from ${least} to ${most}`]), (text) => {
    const isInBounds = /^(0|[1-9]\d{0,8})$/.test(text) && Number(text) >= least && Number(text) <= most;
    return isInBounds ? Number(text) : words.find((word) => word === text);
  });

export const textLike = (pattern: RegExp, allowed: string): Reader<string> =>
  textReader(allowed, (text) => (pattern.test(text) ? text : undefined));

/** Entries separated by commas, or the one word that stands for no list. */
export const listOf = <const Word extends string = never, Entry extends string = string>(
  entries: string,
  isEntry: (entry: string) => entry is Entry,
  ...words: readonly [] | readonly [Word]
): Reader<readonly Entry[] | Word> =>
  textReader(
    `${words.map((word) => `${word}, or `).join("")}${entries}, separated by commas without spaces`,
    (text) => {
      const list = text.split(",");
      return words.find((word) => word === text) ?? (list.every(isEntry) ? list : undefined);
    },
  );

function eitherOf(words: readonly string[]): string {
  return words.length === 1 ? String(words[0]) : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
