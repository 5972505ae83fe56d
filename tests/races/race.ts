import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { Tables } from "../harness/tables";
import type { Trigger } from "../harness/triggers";

const ROUNDS = 200;

/** So many rounds go on at once, each among people of its own. */
const AT_ONCE = 4;

/** Runs 200 rounds, and fails by the first that fails. */
export async function race(round: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const runOneAfterTheOther = async () => {
    for (let number = next++; number < ROUNDS; number = next++) await round(number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runOneAfterTheOther));
}

const MOST_IN_BATCH = 25;

type Item = Record<string, unknown>;

/** Puts what all rounds begin with. */
export const fill = (tables: Tables, table: string, itemsOf: (round: number) => readonly Item[]) =>
  putTogether(tables, table, everyRound(itemsOf).flat());

export const everyRound = <Value>(of: (round: number) => Value): Value[] =>
  Array.from({ length: ROUNDS }, (_, round) => of(round));

/** Puts many items by few requests. */
export async function putTogether({ client }: Tables, table: string, items: readonly Item[]): Promise<void> {
  for (let begin = 0; begin < items.length; begin += MOST_IN_BATCH) {
    const batch = items.slice(begin, begin + MOST_IN_BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: batch } }));
  }
}

/** One function in several containers: whoever calls gets the next one, as in Lambda. */
export function containersOf(load: () => Trigger, count = 2): Trigger {
  const containers = Array.from({ length: count }, load);
  let calls = 0;
  const invoke = (event: unknown) => (containers[calls++ % count] as Trigger)(event);
  return Object.assign(invoke, {
    log: () => containers.flatMap((container) => container.log()),
    stop: async () => {
      await Promise.all(containers.map((container) => container.stop()));
    },
  });
}

/** Nothing that people do at once is a fault. */
export function expectNoFaults(...functions: readonly Trigger[]): void {
  const faults = functions.flatMap((fn) => fn.log()).filter(({ level }) => level === "error");
  expect(faults).toEqual([]);
}
