const EVERY_MS = 5_000;

/** Reports how far the work has come, every few seconds. */
export function progress(clock: () => Date, tell: (text: string) => void): (text: () => string) => void {
  let last = clock().getTime();
  return (text) => {
    const now = clock().getTime();
    if (now - last < EVERY_MS) return;
    last = now;
    tell(text());
  };
}
