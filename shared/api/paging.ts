import { isRecord, parseJson, type StringMap } from "../json";
import type { PageRequest } from "../paging";
import { Problem } from "./problem";
import type { ApiRequest } from "./request";

const USUAL_LIMIT = 25;
const HIGHEST_LIMIT = 100;
const LONGEST_CURSOR = 2_048;

/** The query of a request, with the names that the route knows. Any other name is a mistake. */
export function queryOf<Name extends string>(
  { query }: ApiRequest,
  ...names: readonly Name[]
): Readonly<Partial<Record<Name, string>>> {
  const stray = Object.keys(query).find((name) => !(names as readonly string[]).includes(name));
  if (stray !== undefined)
    throw new Problem("invalid-request", undefined, [
      { field: stray.slice(0, 64), detail: "is not a query of this route" },
    ]);
  return query as StringMap as Readonly<Partial<Record<Name, string>>>;
}

/** @param isPosition whether a cursor, which anybody can write, is one of this list */
export function pageOf<Position>(
  { limit, cursor }: { readonly limit?: string; readonly cursor?: string },
  isPosition: (value: unknown) => value is Position,
): PageRequest<Position> {
  return {
    limit: limit === undefined ? USUAL_LIMIT : limitIn(limit),
    from: cursor === undefined ? undefined : positionIn(cursor, isPosition),
  };
}

function limitIn(text: string): number {
  const limit = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > HIGHEST_LIMIT)
    throw new Problem("invalid-request", undefined, [
      { field: "limit", detail: `must be a whole number from 1 to ${HIGHEST_LIMIT}` },
    ]);
  return limit;
}

function positionIn<Position>(cursor: string, isPosition: (value: unknown) => value is Position): Position {
  const value =
    cursor.length <= LONGEST_CURSOR ? parseJson(Buffer.from(cursor, "base64url").toString()) : undefined;
  if (!isRecord(value) || !isPosition(value))
    throw new Problem("invalid-request", undefined, [
      { field: "cursor", detail: "is not one that this list has answered" },
    ]);
  return value;
}

/** The value of `next`, which is opaque to clients. */
export const cursorOf = (position: unknown): string | null =>
  position === undefined ? null : Buffer.from(JSON.stringify(position)).toString("base64url");

/** One word among those that a query takes. */
export function wordOf<const Word extends string>(
  name: string,
  value: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const word = words.find((one) => one === value);
  if (word === undefined && value !== undefined)
    throw new Problem("invalid-request", undefined, [
      { field: name, detail: `must be one of ${words.join(", ")}` },
    ]);
  return word;
}
