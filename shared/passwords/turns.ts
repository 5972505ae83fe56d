/** How long a check keeps the thread to itself, in milliseconds. Meanwhile no timer can fire, and no deadline. */
export const LONGEST_TURN = 20;

/** How many rounds are worked through between two looks at the time, which would slow down every single one. */
const ROUNDS = 16;

/** Works through rounds, after each of which the work yields. Timers have their turn in between; an abort ends it. */
export async function inTurns<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    signal.throwIfAborted();
    const end = performance.now() + LONGEST_TURN;
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
