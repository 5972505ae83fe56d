/** For how long a check keeps the thread to itself, in milliseconds: no timer fires in the meantime, and no deadline. */
export const LONGEST_TURN = 20;

/** After so many rounds it looks at the time, which would take a good part of the time itself after each. */
const ROUNDS = 16;

/** Works through what yields after each of its rounds. Others have the thread in between, and an abort ends it. */
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
