/** Looks something up by its name; undefined for what does not exist. */
export type Find<Found> = (name: string, signal: AbortSignal) => Promise<Found | undefined>;

/** How long a container may act on what it knows: a suspension takes effect within this time. */
const MEMORY_MS = 60_000;
const MOST_REMEMBERED = 1_000;

interface MemoryOptions {
  /** How long an absence is remembered, for callers to whom it grants the least. Not at all unless told. */
  readonly absenceMs?: number;
  readonly clock?: () => number;
}

/** Keeps a token issue at one database request. Only certain answers are remembered, never a failure. */
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
