/**
 * What every trigger event has in common, read the way Cognito writes it: maps may be null or missing, values are
 * strings, and fields that nobody asked for pass through untouched.
 */
export interface CognitoEvent {
  version?: unknown;
  triggerSource: string;
  userName?: unknown;
  callerContext?: { clientId?: unknown } | null;
  request: Record<string, unknown>;
  response?: unknown;
}

export type StringMap = Readonly<Record<string, string>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isCognitoEvent = (value: unknown): value is CognitoEvent =>
  isRecord(value) && typeof value.triggerSource === "string" && isRecord(value.request);

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

export const userAttributesOf = (event: CognitoEvent): StringMap =>
  readStringMap(event.request.userAttributes);

export const clientIdOf = (event: CognitoEvent): string | undefined =>
  readText(event.callerContext?.clientId);
