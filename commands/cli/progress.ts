const EVERY_MS = 5_000;

/** Says every few seconds how far something is. */
export function progress(clock: () => Date, say: (text: string) => void): (text: () => string) => void {
  let last = clock().getTime();
  return (text) => {
    const now = clock().getTime();
    if (now - last < EVERY_MS) return;
    last = now;
    say(text());
  };
}
