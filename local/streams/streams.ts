import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Outcome } from "../lambda/outcome";
import type { ChangeLog } from "./change-log";
import { type DeadLetter, deadLetter } from "./dead-letter";
import { startDelivery } from "./delivery";
import type { EventSource } from "./event-source";

export interface Streams {
  /** What could not be handed over, the oldest first. */
  deadLetters(): readonly DeadLetter[];
  /** Resolves when every change of the tables is delivered, or when the delivery has stopped. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

interface Partners {
  readonly journal: Journal;
  readonly changes: ChangeLog;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  readonly now: () => Date;
}

/** Hands what the tables change over to the functions that read their streams. */
export function startStreams(
  sources: readonly EventSource[],
  { journal, changes, invoke, now }: Partners,
): Streams {
  const letters = new Collection<DeadLetter>(journal, "dead letters");
  let isStopped = false;
  const deliveries = sources.map((source) =>
    startDelivery(source, {
      queue: changes.queueOf(source),
      invoke,
      onGivenUp({ deadLetters: queue, id }, givenUp) {
        if (queue === undefined) return;
        letters.put(`${id} ${givenUp.changes[0]?.sequence}`, deadLetter(queue, source, givenUp, now()));
      },
    }),
  );
  const each = async (step: (delivery: (typeof deliveries)[number]) => Promise<void>) => {
    await Promise.all(deliveries.map(step));
  };
  return {
    deadLetters: () => letters.values(),
    // A function may write changes that another stream delivers.
    async idle() {
      do await each((delivery) => delivery.idle());
      while (!isStopped && sources.some((source) => changes.queueOf(source).first(1).length > 0));
    },
    stop() {
      isStopped = true;
      return each((delivery) => delivery.stop());
    },
  };
}
