import type { Outcome } from "../lambda/outcome";
import type { Change } from "./change-log";
import type { EventSource } from "./event-source";

export interface Batch {
  readonly changes: readonly Change[];
  /** How often the function has failed with them. */
  readonly failures: number;
}

export interface AfterAttempt {
  /** The changes that the function has taken. */
  readonly taken: readonly Change[];
  /** The batches to try again, in this order. */
  readonly again: readonly Batch[];
  /** The changes that have failed too often. */
  readonly givenUp: readonly Change[];
}

/**
 * What happens to a batch after an attempt to hand it over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-errors.html
 */
export function afterAttempt(
  { changes, failures }: Batch,
  outcome: Outcome,
  { mostRetries = Number.POSITIVE_INFINITY, halvesFailed, reportsFailures }: EventSource,
): AfterAttempt {
  const taken = changes.slice(0, takenOf(changes, outcome, reportsFailures));
  const left = changes.slice(taken.length);
  const half = Math.ceil(left.length / 2);
  const halves = [left.slice(0, half), left.slice(half)].map((part) => ({ changes: part, failures }));
  if (left.length === 0) return { taken, again: [], givenUp: [] };
  // Lambda makes no larger batches in the first place.
  if (outcome.kind === "too-large") return { taken, again: halves, givenUp: [] };
  // A throttled function has not failed.
  if (outcome.kind === "throttled") return { taken, again: [{ changes, failures }], givenUp: [] };
  // Splitting a batch does not count as a retry.
  if (halvesFailed && changes.length > 1)
    return { taken, again: taken.length > 0 ? [{ changes: left, failures }] : halves, givenUp: [] };
  if (failures >= mostRetries) return { taken, again: [], givenUp: left };
  return { taken, again: [{ changes: left, failures: failures + 1 }], givenUp: [] };
}

/** How many changes the function has taken: all before the first that it says has failed. */
function takenOf(changes: readonly Change[], outcome: Outcome, reportsFailures: boolean): number {
  if (outcome.kind !== "answered") return 0;
  if (!reportsFailures) return changes.length;
  const failures = (outcome.payload as { batchItemFailures?: unknown } | null)?.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return 0;
  const positions = failures.map((failure) =>
    changes.findIndex(({ sequence }) => sequence === failure?.itemIdentifier),
  );
  // An unknown identifier fails the whole batch.
  return Math.max(0, Math.min(changes.length, ...positions));
}
