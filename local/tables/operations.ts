import type { Journal } from "../journal/journal";
import type { TableSettings } from "../stack/table-settings";
import type { ChangeLog } from "../streams/change-log";
import { indexItems, runOperation, type TablesAnswer } from "./dynalite";
import { keyOf } from "./items";
import { createStore } from "./store";
import { createTransactions } from "./transactions";

interface Surroundings {
  readonly tables: readonly TableSettings[];
  readonly journal: Journal;
  /** Receives what writes change; without it, changes are not recorded. */
  readonly changes: ChangeLog | undefined;
  readonly now: () => Date;
}

interface About {
  /** Whether an item is removed because its time is over. */
  readonly isExpiry: boolean;
}

export interface Operations {
  /** Runs an operation to its end before anything else can happen. */
  perform(operation: string, input: object, about?: About): TablesAnswer;
  /** The same for a request from outside, which may ask for anything. */
  answer(operation: string, input: unknown): Promise<TablesAnswer>;
}

/**
 * Runs the operations of dynalite, and transactions, which it lacks. Everything that an operation writes is one write of the
 * journal, together with the changes for streams. So after a crash, there is neither without the other.
 */
export function createOperations({ tables, journal, changes, now }: Surroundings): Operations {
  const { store, flow, takeWrites, ...kept } = createStore(journal);
  const settings = new Map(tables.map((table) => [table.name, table]));

  function note({ isExpiry }: About): void {
    for (const { table, before, after } of takeWrites()) {
      const attributes = after ?? before;
      const known = settings.get(table);
      if (changes === undefined || known === undefined || attributes === undefined) continue;
      if (changes.isRead(table))
        changes.add({ table, key: keyOf(known, attributes), before, after, isExpiry });
    }
  }
  const run = (
    operation: string,
    input: unknown,
    answer: (answer: TablesAnswer) => void,
    about: About = { isExpiry: false },
  ) =>
    journal.together(() => {
      try {
        if (operation === "TransactWriteItems") answer(transact(input));
        else runOperation(store, operation, input, answer);
        flow();
      } finally {
        note(about);
      }
    });
  const perform = (operation: string, input: object, about?: About): TablesAnswer => {
    let answered: TablesAnswer | undefined;
    run(
      operation,
      input,
      (answer) => {
        answered = answer;
      },
      about,
    );
    if (answered === undefined) throw new Error(`${operation} waits for something`);
    return answered;
  };
  const transact = createTransactions({ tables, perform, now });

  for (const table of kept.tables()) indexItems(store, table, kept.itemsIn(table.TableName));
  return {
    perform,
    answer: (operation, input) => new Promise((resolve) => run(operation, input, resolve)),
  };
}
