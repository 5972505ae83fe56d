import { setTimeout } from "node:timers/promises";
import type { EventBus } from "../../shared/aws/event-bus";
import type { DomainEvent } from "../../shared/events/domain-event";
import { BUS_PAUSES_MS } from "../../shared/runtime/time-budget";

/** As many as EventBridge takes in one request. */
const MOST_AT_ONCE = 10;

/**
 * Puts events on the bus: those of one queue in order, several queues side by side. Returns the events that the bus
 * has not taken, and all events behind them in the same queue, so that none overtakes another.
 */
export async function publishInOrder(
  queues: readonly (readonly DomainEvent[])[],
  bus: EventBus,
  signal: AbortSignal,
): Promise<ReadonlySet<DomainEvent>> {
  const failed = new Set<DomainEvent>();
  let waiting = queues;
  while (waiting.length > 0) {
    const round = waiting.slice(0, MOST_AT_ONCE);
    const refused = await put(
      round.flatMap((queue) => queue.slice(0, 1)),
      bus,
      signal,
    );
    const isStuck = (queue: readonly DomainEvent[]) => refused.some((event) => queue.includes(event));
    for (const event of round.filter(isStuck).flat()) failed.add(event);
    const others = round.filter((queue) => !isStuck(queue)).map((queue) => queue.slice(1));
    waiting = [...waiting.slice(MOST_AT_ONCE), ...others].filter((queue) => queue.length > 0);
  }
  return failed;
}

/** Tries again with the events that the bus did not take. */
async function put(
  events: readonly DomainEvent[],
  bus: EventBus,
  signal: AbortSignal,
): Promise<readonly DomainEvent[]> {
  let left = events;
  for (const pause of BUS_PAUSES_MS) {
    if (pause > 0) await setTimeout(pause, undefined, { signal });
    left = await bus.put(left, signal);
    if (left.length === 0) break;
  }
  return left;
}
