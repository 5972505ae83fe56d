// Readers of values of unknown form.

export type StringMap = Readonly<Record<string, string>>;

/** `undefined` for a text that is not JSON. There is no error, because the parser's message would quote the text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The string entries of a map; a prototype-free copy, so that no attribute name can be mistaken for a method. */
export function readStringMap(value: unknown): StringMap {
  const map: Record<string, string> = Object.create(null);
  if (!isRecord(value)) return map;
  for (const [name, entry] of Object.entries(value)) if (typeof entry === "string") map[name] = entry;
  return map;
}

/** The strings of a list. */
export const readStrings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

export const readText = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const isTimestamp = (value: unknown): value is string =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));
