import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { type Change, type ChangeLog, openChangeLog } from "../../../local/streams/change-log";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { eventSource } from "../streams/event-source";
import { table } from "./table";

const NOW = new Date("2026-05-01T12:00:00.000Z");
const SECOND = NOW.getTime() / 1_000;
const TableName = "Orders";
const ORDERS = table(TableName, { ttlAttribute: "expiresAt", hasStream: true });
const SOURCE = eventSource();

let folder: string;
let journal: Journal;
let changes: ChangeLog;
let tables: EmbeddedTables | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "capture-"));
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

/** Opens what the folder keeps. */
async function start(): Promise<EmbeddedTables> {
  await stop();
  journal = openJournal(path.join(folder, "changes.jsonl"));
  changes = openChangeLog(journal, [SOURCE], () => NOW);
  tables = await startTables([ORDERS, table("Other")], {
    journal,
    changes,
    now: () => NOW,
  });
  return tables;
}

async function stop(): Promise<void> {
  await tables?.stop();
  tables = undefined;
  journal?.close();
}

const captured = (): Change[] => changes.queueOf(SOURCE).first(1_000);
/** What has changed since the last question. */
const news = () => {
  const changed = captured();
  changes.queueOf(SOURCE).remove(changed);
  return changed.map(({ key, before, after, isExpiry }) => ({
    key,
    before,
    after,
    ...(isExpiry && { isExpiry }),
  }));
};
const put = (Item: Record<string, unknown>, Table = TableName) =>
  tables?.client.send(new PutCommand({ TableName: Table, Item }));

const key = { id: { S: "1" } };
const open = { id: { S: "1" }, status: { S: "open" } };
const paid = { id: { S: "1" }, status: { S: "paid" } };

const pay = {
  TableName,
  Key: { id: "1" },
  UpdateExpression: "SET #status = :paid",
  ConditionExpression: "#status = :open",
  ExpressionAttributeNames: { "#status": "status" },
  ExpressionAttributeValues: { ":paid": "paid", ":open": "open" },
};

test("every write is captured with the item before and after it", async () => {
  const { client } = await start();
  await put({ id: "1", status: "open" });
  expect(news()).toEqual([{ key, after: open }]);
  await client.send(new UpdateCommand(pay));
  expect(news()).toEqual([{ key, before: open, after: paid }]);
  await client.send(new DeleteCommand({ TableName, Key: { id: "1" } }));
  expect(news()).toEqual([{ key, before: paid }]);
  await client.send(
    new BatchWriteCommand({
      RequestItems: {
        [TableName]: [
          { PutRequest: { Item: { id: "1", status: "open" } } },
          { DeleteRequest: { Key: { id: "2" } } },
        ],
        Other: [{ PutRequest: { Item: { id: "1" } } }],
      },
    }),
  );
  expect(news()).toEqual([{ key, after: open }]);
  await client.send(
    new TransactWriteCommand({
      TransactItems: [
        { ConditionCheck: { TableName, Key: { id: "2" }, ConditionExpression: "attribute_not_exists(id)" } },
        { Update: pay },
      ],
    }),
  );
  expect(news()).toEqual([{ key, before: open, after: paid }]);
});

test("a write that changes nothing, or is refused, is no change", async () => {
  const { client } = await start();
  await put({ id: "1", status: "paid", tags: new Set(["a", "b"]) });
  news();
  await put({ id: "1", status: "paid", tags: new Set(["b", "a"]) });
  await client.send(new DeleteCommand({ TableName, Key: { id: "2" } }));
  await expect(client.send(new UpdateCommand(pay))).rejects.toThrow("The conditional request failed");
  await expect(put({ status: "open" })).rejects.toThrow("Missing the key id in the item");
  await expect(client.send(new TransactWriteCommand({ TransactItems: [{ Update: pay }] }))).rejects.toThrow();
  await put({ id: "1" }, "Other");
  expect(news()).toEqual([]);
});

test("what the sweep removes is told from what somebody removes", async () => {
  const { sweep } = await start();
  await put({ id: "1", expiresAt: SECOND - 1 });
  news();
  await sweep();
  const before = { id: { S: "1" }, expiresAt: { N: String(SECOND - 1) } };
  expect(news()).toEqual([{ key, before, isExpiry: true }]);
});

test("writes to one item at once are captured in the order in which they happen", async () => {
  const { client } = await start();
  await put({ id: "1", count: 0 });
  const count = new UpdateCommand({
    TableName,
    Key: { id: "1" },
    UpdateExpression: "ADD #count :one",
    ExpressionAttributeNames: { "#count": "count" },
    ExpressionAttributeValues: { ":one": 1 },
  });
  await Promise.all(Array.from({ length: 50 }, () => client.send(count)));
  const counts = captured().map(({ after }) => Number(after?.count?.N));
  expect(counts).toEqual(Array.from({ length: 51 }, (_, index) => index));
  const sequences = captured().map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].sort());
});

test("what was not handed over is there after a restart, and its successors have higher numbers", async () => {
  await start();
  await put({ id: "1", status: "open" });
  const [first] = captured();
  await start();
  await put({ id: "1", status: "paid" });
  const [again, second] = captured();
  expect(again).toEqual(first);
  expect(Number(second?.sequence)).toBeGreaterThan(Number(first?.sequence));
});

test("a write and its change are one line of the journal: there is neither without the other", async () => {
  const { client } = await start();
  await put({ id: "1", status: "open" });
  await client.send(new UpdateCommand(pay));
  await stop();
  const file = path.join(folder, "changes.jsonl");
  const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const collectionsOf = (line: string) =>
    JSON.parse(line).map(({ collection }: { collection: string }) => collection);
  const both = [`items of ${TableName}`, `changes for ${SOURCE.id}`];
  expect(lines.slice(-2).map(collectionsOf)).toEqual([both, both]);

  // A power cut in the middle of the last one.
  truncateSync(file, statSync(file).size - 10);
  const again = await start();
  const { Items } = await again.client.send(new ScanCommand({ TableName }));
  expect(Items).toEqual([{ id: "1", status: "open" }]);
  expect(news()).toEqual([{ key, after: open }]);
});
