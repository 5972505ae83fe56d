import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import { retryThrottled, waitBeforeRetry } from "./retry-throttled";

type Item = Record<string, unknown>;
type Key = Readonly<Record<string, string>>;
type RequestItems = NonNullable<BatchGetCommandInput["RequestItems"]>;

/** The limit of one request. */
export const MOST_AT_ONCE = 100;

/** How long a request for an item waits for others. */
const WAIT_MS = 25;

/** Reads at most MOST_AT_ONCE items of several tables. A busy table may answer only a part, and is asked again for the rest. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  items: RequestItems,
): Promise<Readonly<Record<string, readonly Item[]>>> {
  const found: Record<string, Item[]> = {};
  let left = items;
  for (let attempt = 1; Object.keys(left).length > 0; attempt += 1) {
    if (attempt > 1) await waitBeforeRetry(attempt);
    const asked = left;
    const { Responses = {}, UnprocessedKeys = {} } = await retryThrottled(() =>
      client.send(new BatchGetCommand({ RequestItems: asked })),
    );
    for (const [table, some] of Object.entries(Responses)) found[table] = [...(found[table] ?? []), ...some];
    left = UnprocessedKeys;
  }
  return found;
}

/** Finds one item, or undefined if there is none. */
export type Get = (table: string, key: Key) => Promise<Item | undefined>;

interface Question {
  readonly table: string;
  readonly key: Key;
  readonly item: Promise<Item | undefined>;
  readonly answer: (item: Item | undefined) => void;
  readonly fail: (error: unknown) => void;
}

/** Finds single items. What is asked for within a few milliseconds goes into one request. */
export function batchedGets(client: DynamoDBDocumentClient): Get {
  let waiting = new Map<string, Question>();
  let timer: NodeJS.Timeout | undefined;

  async function ask(): Promise<void> {
    const questions = waiting;
    waiting = new Map();
    clearTimeout(timer);
    timer = undefined;
    try {
      const items: RequestItems = {};
      for (const { table, key } of questions.values()) {
        items[table] ??= { Keys: [], ConsistentRead: true };
        items[table].Keys?.push(key);
      }
      const found = await batchGet(client, items);
      for (const { table, key, answer } of questions.values())
        answer(
          found[table]?.find((item) => Object.entries(key).every(([name, value]) => item[name] === value)),
        );
    } catch (error) {
      for (const { fail } of questions.values()) fail(error);
    }
  }

  return (table, key) => {
    // DynamoDB refuses a batch that names an item twice.
    const id = JSON.stringify([table, ...Object.values(key)]);
    const question = waiting.get(id) ?? newQuestion(table, key);
    waiting.set(id, question);
    if (waiting.size === MOST_AT_ONCE) void ask();
    else timer ??= setTimeout(ask, WAIT_MS);
    return question.item;
  };
}

function newQuestion(table: string, key: Key): Question {
  let [answer, fail]: [Question["answer"], Question["fail"]] = [() => {}, () => {}];
  const item = new Promise<Item | undefined>((resolve, reject) => {
    [answer, fail] = [resolve, reject];
  });
  return { table, key, item, answer, fail };
}
