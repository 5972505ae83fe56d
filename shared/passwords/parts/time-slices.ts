/** How long a check keeps the thread to itself, in milliseconds. Meanwhile no timer can fire, a deadline's included. */
export const LONGEST_SLICE = 20;

/** How many rounds pass between two looks at the clock. One after each round would slow it down. */
const ROUNDS = 16;

/** Works through rounds; the work yields after each. Timers fire between the slices, and an abort ends the work. */
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
