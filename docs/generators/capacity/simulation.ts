/** The result of a simulation of one function. */
export interface Simulated {
  /** The average number of copies at once, after the launch. */
  readonly mean: number;
  /** The greatest number of copies at once, after the launch. */
  readonly most: number;
  /** The greatest number of copies at once during the launch, when nothing was warm yet. */
  readonly mostAtLaunch: number;
}

interface Load {
  readonly perSecond: number;
  readonly milliseconds: number;
  readonly coldStartMs: number;
  readonly seconds: number;
  readonly seed: number;
}

/** The share of the time that counts as the launch. A function begins without any copy. */
const LAUNCH = 0.2;

/**
 * Calls arrive at random, at any moment with the same probability. A call uses a free copy, or starts a new one,
 * which takes longer. The times of calls vary as they do in practice: many are short, and a few are long.
 */
export function simulate({ perSecond, milliseconds, coldStartMs, seconds, seed }: Load): Simulated {
  const random = generator(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const busy = new Ends();
  const begin = seconds * LAUNCH;
  let [free, most, mostAtLaunch, area, last] = [0, 0, 0, 0, begin];
  /** Adds the time since the last event, multiplied by the number of busy copies. */
  const pass = (until: number) => {
    if (until <= begin) return;
    area += busy.size * (until - Math.max(last, begin));
    last = until;
  };
  for (let now = exponential(1 / perSecond); now < seconds; now += exponential(1 / perSecond)) {
    while (busy.size > 0 && busy.first <= now) {
      pass(busy.first);
      busy.take();
      free += 1;
    }
    pass(now);
    const isCold = free === 0;
    if (!isCold) free -= 1;
    const service = exponential(milliseconds) + (isCold ? coldStartMs : 0);
    busy.add(now + service / 1_000);
    if (now < begin) mostAtLaunch = Math.max(mostAtLaunch, busy.size);
    else most = Math.max(most, busy.size);
  }
  while (busy.size > 0 && busy.first <= seconds) {
    pass(busy.first);
    busy.take();
  }
  pass(seconds);
  return { mean: area / (seconds - begin), most, mostAtLaunch };
}

/** The times at which calls end, the earliest first. */
class Ends {
  private readonly heap: number[] = [];

  get size(): number {
    return this.heap.length;
  }

  get first(): number {
    return this.heap[0] ?? Number.POSITIVE_INFINITY;
  }

  add(end: number): void {
    const { heap } = this;
    let at = heap.push(end) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] ?? 0) <= end) break;
      heap[at] = heap[parent] ?? 0;
      at = parent;
    }
    heap[at] = end;
  }

  take(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) break;
      const child = (heap[left + 1] ?? Number.POSITIVE_INFINITY) < (heap[left] ?? 0) ? left + 1 : left;
      if ((heap[child] ?? 0) >= last) break;
      heap[at] = heap[child] ?? 0;
      at = child;
    }
    heap[at] = last;
  }
}

/** The same numbers for the same seed, so that the page does not change by chance. (mulberry32) */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
