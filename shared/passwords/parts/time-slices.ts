/**
 * How long a check blocks the thread at a time, in milliseconds. Meanwhile no timer can fire, not even that of a
 * deadline.
 */
export const LONGEST_SLICE = 20;

/** How many rounds pass between two looks at the clock. A look after each round would slow the work down. */
const ROUNDS = 16;

/** Runs work that yields after each round. Timers fire between the slices, and an abort ends the work. */
export async function inSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const end = performance.now() + LONGEST_SLICE;
    do {
      for (let round = 0; round < ROUNDS; round++) {
        const { done, value } = work.next();
        if (done) return value;
      }
    } while (performance.now() < end);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A digest of a digest of a digest. */
export function* repeated(
  rounds: number,
  first: Buffer,
  next: (state: Buffer) => Buffer,
): Generator<void, Buffer> {
  let state = first;
  for (let round = 0; round < rounds; round++) {
    state = next(state);
    yield;
  }
  return state;
}
