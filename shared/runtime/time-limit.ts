/**
 * Runs work with a signal that aborts when the given one does, or after this time. AbortSignal.any and
 * AbortSignal.timeout are not used, because they can be garbage-collected and then never abort.
 */
export async function withTimeLimit<Value>(
  milliseconds: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const limited = new AbortController();
  const abort = () => limited.abort(signal.reason);
  const timer = setTimeout(
    () => limited.abort(new DOMException("there was no answer in time", "TimeoutError")),
    milliseconds,
  );
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await work(limited.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** Waits for work until the signal aborts. The work itself goes on. */
export async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
