import type { Outcome } from "../../../local/lambda/outcome";
import { type AfterAttempt, afterAttempt } from "../../../local/streams/after-attempt";
import type { Change } from "../../../local/streams/change-log";
import type { EventSource } from "../../../local/streams/event-source";
import { eventSource } from "./event-source";

const change = (sequence: string): Change => ({
  table: "Orders",
  key: { id: { S: sequence } },
  sequence,
  at: 0,
  isExpiry: false,
});
const changes = (sequences: string) => [...sequences].map(change);
const answered = (payload: unknown): Outcome => ({ kind: "answered", payload });
const failedAt = (...sequences: unknown[]): Outcome =>
  answered({ batchItemFailures: sequences.map((itemIdentifier) => ({ itemIdentifier })) });
const FAILED: Outcome = { kind: "failed", errorType: "Error", errorMessage: "broken" };

/** In short: `abc` was tried with so many failures before, as in `abc 0`. */
const inShort = ({ taken, again, givenUp }: AfterAttempt) => {
  const text = (list: readonly Change[]) => list.map(({ sequence }) => sequence).join("");
  return {
    taken: text(taken),
    again: again.map((batch) => `${text(batch.changes)} ${batch.failures}`),
    givenUp: text(givenUp),
  };
};
const attempt = (failures: number, outcome: Outcome, settings: Partial<EventSource> = {}) =>
  inShort(afterAttempt({ changes: changes("abcd"), failures }, outcome, eventSource(settings)));

const ALL = { taken: "abcd", again: [], givenUp: "" };

test.each([null, undefined, {}, { batchItemFailures: null }, { batchItemFailures: [] }, "done"])(
  "an answer without failures (%j) takes the whole batch",
  (payload) => expect(attempt(0, answered(payload))).toEqual(ALL),
);

test("what comes before the first failure is taken, and the rest is tried again in its order", () => {
  expect(attempt(0, failedAt("d", "c"))).toEqual({ taken: "ab", again: ["cd 1"], givenUp: "" });
});

test("failures count only where the function says that it reports them", () => {
  expect(attempt(0, failedAt("c"), { reportsFailures: false })).toEqual(ALL);
});

test.each(["", null, "z", undefined])(
  "a failure of no record (%j) is one of the whole batch",
  (identifier) => {
    expect(attempt(0, failedAt("c", identifier))).toEqual({ taken: "", again: ["abcd 1"], givenUp: "" });
    expect(attempt(0, answered({ batchItemFailures: "c" }))).toMatchObject({ taken: "" });
  },
);

test("a batch that fails is tried again as often as it may be, and then given up", () => {
  expect(attempt(1, FAILED, { mostRetries: 2 })).toEqual({ taken: "", again: ["abcd 2"], givenUp: "" });
  expect(attempt(2, FAILED, { mostRetries: 2 })).toEqual({ taken: "", again: [], givenUp: "abcd" });
  expect(attempt(2, failedAt("c"), { mostRetries: 2 })).toEqual({ taken: "ab", again: [], givenUp: "cd" });
  expect(attempt(1_000, FAILED)).toMatchObject({ again: ["abcd 1001"] });
});

test("where batches are halved, that is no retry", () => {
  const settings = { halvesFailed: true, mostRetries: 0 };
  expect(attempt(0, FAILED, settings)).toEqual({ taken: "", again: ["ab 0", "cd 0"], givenUp: "" });
  expect(attempt(0, failedAt("b"), settings)).toEqual({ taken: "a", again: ["bcd 0"], givenUp: "" });
  const single = afterAttempt({ changes: changes("a"), failures: 0 }, FAILED, eventSource(settings));
  expect(inShort(single)).toEqual({ taken: "", again: [], givenUp: "a" });
});

test("a function that is busy has not failed", () => {
  const settings = { mostRetries: 0 };
  expect(attempt(0, { kind: "throttled" }, settings)).toMatchObject({ again: ["abcd 0"], givenUp: "" });
});

test("a batch that is too large for an event comes by halves", () => {
  expect(attempt(0, { kind: "too-large" })).toEqual({ taken: "", again: ["ab 0", "cd 0"], givenUp: "" });
});
