/** What a simulation has seen of one function. */
export interface Simulated {
  /** Copies at once, on average over the time that counts. */
  readonly mean: number;
  /** The most copies at once, in the time that counts. */
  readonly most: number;
  /** The most at once before that, when nothing was warm yet. */
  readonly mostAtLaunch: number;
}

interface Load {
  readonly perSecond: number;
  readonly milliseconds: number;
  readonly coldStartMs: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Of the time, what does not count: a function begins with no copy at all. */
const LAUNCH = 0.2;

/**
 * Calls come one by one at random, each as likely at any moment. A call takes a copy that is free, or starts one, which takes
 * longer. How long a call takes varies as such times do: many are short, and a few are long.
 */
export function simulate({ perSecond, milliseconds, coldStartMs, seconds, seed }: Load): Simulated {
  const random = generator(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const busy = new Ends();
  const begin = seconds * LAUNCH;
  let [free, most, mostAtLaunch, area, last] = [0, 0, 0, 0, begin];
  /** Adds the time since the last event, weighed by how many copies were busy. */
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

/** When calls end, the next one first. */
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

/** The same numbers for the same seed, so that the page stays as it is. (mulberry32) */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
