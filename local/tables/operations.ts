import { parseJson } from "../json";
import type { TableSettings } from "../stack/table-settings";
import type { ChangeCapture } from "./change-capture";
import type { Dynalite, TablesAnswer, TablesRequest } from "./dynalite";
import { createTransactions } from "./transactions";
import { createWriteQueue } from "./write-queue";

interface Surroundings {
  readonly tables: readonly TableSettings[];
  readonly dynalite: Dynalite;
  readonly capture: ChangeCapture;
  readonly now: () => Date;
}

interface Operations {
  answer(
    request: TablesRequest,
    about: { readonly operation: string; readonly isSweep: boolean },
  ): Promise<TablesAnswer>;
  /** Resolves when no write runs. */
  idle(): Promise<void>;
}

const WRITES: readonly string[] = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

/** Every operation is dynalite's, but transactions. Writes keep the order that transactions and captured writes need. */
export function createOperations({ tables, dynalite, capture, now }: Surroundings): Operations {
  const queue = createWriteQueue();
  const transact = createTransactions({ tables, dynalite, capture, now });
  return {
    idle: queue.idle,
    answer(request, { operation, isSweep }) {
      const ask = () => dynalite.ask(request);
      const inputOf = () => parseJson(request.body.toString());
      if (operation === "TransactWriteItems") return queue.alone(() => transact(inputOf()));
      if (!WRITES.includes(operation)) return ask();
      const places = capture.isOn ? capture.placesIn(operation, inputOf()) : [];
      if (places.length === 0) return queue.together(ask);
      return queue.alone(() => capture.around(places, ask, { isExpiry: isSweep }));
    },
  };
}
