import { fromJson, InvalidValueError, type Reader } from "../../shared/runtime/readers";

/** The declaration of a parameter. */
export interface Parameter<Value = unknown> {
  /** What it means, for docs/parameters.md and error messages. */
  readonly about: string;
  /** The function with which Lambda reads it too, if Lambda does. It may be stricter here. */
  readonly read: Reader<Value>;
  /** Whether a stage needs no value. */
  readonly optional?: true;
  /** The section of docs/parameters.md that tells more. */
  readonly section?: string;
  /** The parts of a value that are still examples of serverless.yml. */
  examplesIn?(value: Value): readonly string[];
}

export type ParameterGroup = Readonly<Record<string, Parameter>>;

/** @param checks rules that apply only at packaging; each throws an InvalidValueError */
export function stricter<Value>(
  read: Reader<Value>,
  ...checks: readonly ((value: Value, written: unknown) => void)[]
): Reader<Value> {
  const readStrictly = (written: unknown): Value => {
    const value = read(written);
    for (const check of checks) check(value, fromJson(written));
    return value;
  };
  return Object.assign(readStrictly, { allowed: read.allowed });
}

/** Lambda has 4 KB for all environment values of a function together. */
export const noLongerThan =
  (bytes: number) =>
  (_: unknown, written: unknown): void => {
    if (Buffer.byteLength(JSON.stringify(written)) > bytes)
      throw new InvalidValueError(`must not be longer than ${bytes} bytes as JSON`);
  };

/** What is wrong with a value, or nothing. */
export function mistakeOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof InvalidValueError) return error.message;
    throw error;
  }
}

const isExampleAddress = (text: string): boolean =>
  /(?<![a-z0-9-])example\.com(?![a-z0-9-]|\.[a-z0-9])/i.test(text);
export const exampleAddressesIn = (entries: readonly string[]): readonly string[] =>
  entries.filter(isExampleAddress);
