/** Finds something by its name; undefined if it does not exist. */
export type Find<Found> = (name: string, signal: AbortSignal) => Promise<Found | undefined>;

/** How long a container may rely on what it has read. A suspension takes effect within this time. */
const MEMORY_MS = 60_000;
const MOST_REMEMBERED = 1_000;

interface MemoryOptions {
  /** How long an absence is remembered, for callers to whom absence grants the least. By default not at all. */
  readonly absenceMs?: number;
  readonly clock?: () => number;
}

/**
 * Remembers what a look-up has found, so that a token issue takes one database request. Failures are not remembered.
 */
export function remembered<Found>(
  find: Find<Found>,
  { absenceMs = 0, clock = Date.now }: MemoryOptions = {},
): Find<Found> {
  const known = new Map<string, { readonly found: Found | undefined; readonly until: number }>();
  return async (name, signal) => {
    const memory = known.get(name);
    if (memory !== undefined && clock() < memory.until) return memory.found;
    const found = await find(name, signal);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(name, { found, until: clock() + (found === undefined ? absenceMs : MEMORY_MS) });
    return found;
  };
}
