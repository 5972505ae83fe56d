import { existsSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { takeOverDatabase } from "../../../local/tables/earlier-database";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { table, text } from "./table";

const ORDERS = table("Orders", {
  key: { hash: text("id"), range: text("line") },
  indexes: [
    { name: "byTenant", key: { hash: text("tenantId"), range: undefined }, projection: "ALL", included: [] },
  ],
});

let folder: string;
let journal: Journal;
let tables: EmbeddedTables | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "earlier-"));
});
afterEach(async () => {
  await tables?.stop();
  tables = undefined;
  journal.close();
  rmSync(folder, { recursive: true });
});

const items = [
  { id: "1", line: "a", tenantId: "acme", price: 12 },
  { id: "1", line: "b", tenantId: "globex" },
  { id: "2~ä", line: "a" },
];

/** As dynalite by itself keeps them. */
async function writeEarlier(): Promise<void> {
  const server = dynalite({ path: path.join(folder, "tables"), createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: "a", secretAccessKey: "a" };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "local", credentials }));
  await client.send(
    new CreateTableCommand({
      TableName: "Orders",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["id", "line", "tenantId"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "line", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byTenant",
          KeySchema: [{ AttributeName: "tenantId", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    }),
  );
  const describe = new DescribeTableCommand({ TableName: "Orders" });
  while ((await client.send(describe)).Table?.TableStatus !== "ACTIVE");
  for (const Item of items) await client.send(new PutCommand({ TableName: "Orders", Item }));
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
}

async function start(): Promise<EmbeddedTables["client"]> {
  await tables?.stop();
  journal?.close();
  journal = openJournal(path.join(folder, "stack.jsonl"));
  await takeOverDatabase(path.join(folder, "tables"), journal);
  tables = await startTables([ORDERS], { journal });
  return tables.client;
}

test("what dynalite's own database held is in the tables, with its indexes, and the database is gone", async () => {
  await writeEarlier();
  const client = await start();
  const { Items } = await client.send(new ScanCommand({ TableName: "Orders" }));
  expect(Items).toHaveLength(items.length);
  expect(Items).toEqual(expect.arrayContaining(items));
  const found = await client.send(
    new QueryCommand({
      TableName: "Orders",
      IndexName: "byTenant",
      KeyConditionExpression: "tenantId = :id",
      ExpressionAttributeValues: { ":id": "acme" },
    }),
  );
  expect(found.Items).toEqual([items[0]]);
  expect(existsSync(path.join(folder, "tables"))).toBe(false);
});

test("a database that is left although it was taken over changes nothing any more", async () => {
  await writeEarlier();
  await (await start()).send(new PutCommand({ TableName: "Orders", Item: { ...items[0], price: 13 } }));
  await writeEarlier();
  const { Items } = await (await start()).send(new ScanCommand({ TableName: "Orders" }));
  expect(Items).toContainEqual({ ...items[0], price: 13 });
});
