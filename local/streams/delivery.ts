import { setTimeout } from "node:timers/promises";
import type { Outcome } from "../lambda/outcome";
import { afterAttempt, type Batch } from "./after-attempt";
import type { Change, ChangeQueue } from "./change-log";
import type { EventSource } from "./event-source";
import { streamRecord } from "./stream-record";

interface Delivery {
  /** Resolves when nothing is left to hand over. */
  idle(): Promise<void>;
  /** Lets the invocation that runs come to its end. */
  stop(): Promise<void>;
}

interface Partners {
  readonly queue: ChangeQueue;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  readonly onGivenUp: (
    source: EventSource,
    givenUp: { readonly changes: readonly Change[]; readonly attempts: number; readonly outcome: Outcome },
  ) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Hands the changes of a stream over to its function, batch by batch and in order. Changes leave the queue only afterwards, so they
 * are delivered again if the process dies in between.
 */
export function startDelivery(source: EventSource, { queue, invoke, onGivenUp }: Partners): Delivery {
  const stopping = new AbortController();
  const { signal } = stopping;
  let wake = () => {};
  queue.onAdded(() => wake());
  signal.addEventListener("abort", () => wake());
  const waiting = new Set<() => void>();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const changes = queue.first(source.batchSize);
      if (changes.length > 0) await handOver(changes);
      else {
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        for (const resolve of waiting) resolve();
        waiting.clear();
        await woken;
      }
    }
  }

  /** Until each of them is taken or given up. */
  async function handOver(changes: readonly Change[]): Promise<void> {
    let batches: readonly Batch[] = [{ changes, failures: 0 }];
    while (!signal.aborted) {
      const [batch, ...later] = batches;
      if (batch === undefined) return;
      const event = { Records: batch.changes.map((change) => streamRecord(change, source)) };
      const outcome = await invoke(source.functionName, event);
      const { taken, again, givenUp } = afterAttempt(batch, outcome, source);
      if (givenUp.length > 0) onGivenUp(source, { changes: givenUp, attempts: batch.failures + 1, outcome });
      queue.remove([...taken, ...givenUp]);
      batches = [...again, ...later];
      if (again.length > 0) await pause(again[0]?.failures ?? 0);
    }
  }

  async function pause(failures: number): Promise<void> {
    const milliseconds = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
    await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
  }

  const running = run();
  return {
    async idle() {
      const nothingLeft = new Promise<void>((resolve) => {
        waiting.add(resolve);
        wake();
      });
      await Promise.race([nothingLeft, running]);
    },
    stop() {
      stopping.abort();
      return running;
    },
  };
}
