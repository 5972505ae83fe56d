import { readFileSync } from "node:fs";
import path from "node:path";
import type { CognitoEvent } from "../../shared/runtime/cognito-event";

type Changes = { readonly [key: string]: unknown };

/**
 * A recorded event by the name of its file, with only the given fields changed. The file is read afresh each time.
 * Objects are merged; a field that is `undefined` is removed.
 */
export function recordedEvent(name: string, changes: Changes = {}): CognitoEvent {
  const file = path.join(__dirname, "..", "events", `${name}.json`);
  return merge(JSON.parse(readFileSync(file, "utf8")), changes) as CognitoEvent;
}

function merge(recorded: unknown, changes: unknown): unknown {
  if (!isPlain(recorded) || !isPlain(changes)) return changes;
  const merged: Record<string, unknown> = { ...recorded };
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) delete merged[key];
    else merged[key] = merge(merged[key], change);
  }
  return merged;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
