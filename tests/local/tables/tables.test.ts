import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { DescribeTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { readStack } from "../../../local/stack/stack";
import type { TableSettings } from "../../../local/stack/table-settings";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { packageFolder } from "../../harness/packaged-service";
import { table, text } from "./table";

const NOW = new Date("2026-05-01T12:00:00.000Z");
const SECOND = NOW.getTime() / 1_000;

const INVITATIONS = table("Invitations", {
  key: { hash: text("email"), range: text("tenantId") },
  ttlAttribute: "expiresAt",
});

let running: EmbeddedTables | undefined;
let folder: string;
let journal: Journal | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tables-test-"));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  journal?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the folder keeps. */
function kept(): Journal {
  journal?.close();
  journal = openJournal(path.join(folder, "tables.jsonl"));
  return journal;
}

async function start(...given: Parameters<typeof startTables>): Promise<EmbeddedTables> {
  await running?.stop();
  running = undefined;
  running = await startTables(...given);
  return running;
}

const put = ({ client }: EmbeddedTables, TableName: string, Item: Record<string, unknown>) =>
  client.send(new PutCommand({ TableName, Item }));
const all = async ({ client }: EmbeddedTables, TableName: string) =>
  (await client.send(new ScanCommand({ TableName }))).Items;

test("the tables of the stack are there, with their keys and indexes", async () => {
  const { tables } = readStack(packageFolder(), { seed: "seed" });
  const started = await start(tables);
  const { TableNames } = await started.client.send(new ListTablesCommand({}));
  expect(TableNames?.sort()).toEqual(tables.map(({ name }) => name).sort());

  const TableName = "cognito-triggers-dev-PeopleTable";
  const { Table } = await started.client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: "ACTIVE",
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    KeySchema: [
      { AttributeName: "sub", KeyType: "HASH" },
      { AttributeName: "item", KeyType: "RANGE" },
    ],
  });
  const member = { sub: "1", item: "tenant#acme", tenantId: "acme", nameKey: "ada lovelace" };
  await put(started, TableName, member);
  const { Items } = await started.client.send(
    new QueryCommand({
      TableName,
      IndexName: "membersByName",
      KeyConditionExpression: "tenantId = :tenantId",
      ExpressionAttributeValues: { ":tenantId": "acme" },
    }),
  );
  expect(Items).toEqual([member]);
});

test("on disk, items outlive a restart, and a table that is new is added", async () => {
  await put(await start([table("Orders")], { journal: kept() }), "Orders", { id: "1" });
  const again = await start([table("Orders"), table("Customers")], { journal: kept() });
  expect(await all(again, "Orders")).toEqual([{ id: "1" }]);
  expect(await all(again, "Customers")).toEqual([]);
});

test("in memory, they do not", async () => {
  await put(await start([table("Orders")]), "Orders", { id: "1" });
  expect(await all(await start([table("Orders")]), "Orders")).toEqual([]);
});

const BY_TENANT = {
  name: "byTenant",
  key: { hash: text("tenantId"), range: undefined },
  projection: "ALL",
  included: [],
} as const;

test.each<[string, Partial<TableSettings>]>([
  ["another hash key", { key: { hash: text("orderId"), range: undefined } }],
  ["a range key", { key: { hash: text("id"), range: text("line") } }],
  ["a key of another type", { key: { hash: { attribute: "id", type: "N" }, range: undefined } }],
  ["one index more", { indexes: [BY_TENANT, { ...BY_TENANT, name: "other" }] }],
  ["no index", { indexes: [] }],
  ["an index of other attributes", { indexes: [{ ...BY_TENANT, projection: "KEYS_ONLY" }] }],
])("a table that has got %s stops the start and stays as it is", async (_, changes) => {
  const before = table("Orders", { indexes: [BY_TENANT] });
  await put(await start([before], { journal: kept() }), "Orders", { id: "1", tenantId: "acme" });
  await expect(start([{ ...before, ...changes }], { journal: kept() })).rejects.toThrow(
    "Orders has other keys or indexes than the template now gives it. Start with --fresh, which begins with empty tables",
  );
  expect(await all(await start([before], { journal: kept() }), "Orders")).toEqual([
    { id: "1", tenantId: "acme" },
  ]);
});

test("the order in which a template lists indexes does not matter", async () => {
  const other = { ...BY_TENANT, name: "other", projection: "INCLUDE", included: ["name"] } as const;
  await start([table("Orders", { indexes: [BY_TENANT, other] })], { journal: kept() });
  await start([table("Orders", { indexes: [other, BY_TENANT] })], { journal: kept() });
});

test("a port that is in use stops the start", async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const { port } = holder.address() as AddressInfo;
  await expect(startTables([], { port })).rejects.toThrow("EADDRINUSE");
  await new Promise((resolve) => holder.close(resolve));
  expect((await start([], { port })).endpoint).toBe(`http://127.0.0.1:${port}`);
});

test("the sweep removes what has expired, and nothing else", async () => {
  const started = await start([INVITATIONS, table("Orders")], { now: () => NOW });
  const invitation = (email: string, expiresAt: unknown) => ({ email, tenantId: "acme", expiresAt });
  const kept = [
    invitation("now@example.com", SECOND),
    invitation("later@example.com", SECOND + 60),
    invitation("never@example.com", undefined),
    invitation("text@example.com", String(SECOND - 60)),
    // DynamoDB takes so old a time for a mistake.
    invitation("long-ago@example.com", SECOND - 6 * 365 * 86_400),
  ].map(({ expiresAt, ...item }) => (expiresAt === undefined ? item : { ...item, expiresAt }));
  const gone = [
    invitation("gone@example.com", SECOND - 1),
    invitation("year@example.com", SECOND - 365 * 86_400),
  ];
  for (const item of [...kept, ...gone]) await put(started, "Invitations", item);
  await put(started, "Orders", { id: "1", expiresAt: SECOND - 60 });

  expect(await started.sweep()).toBe(2);
  expect(await all(started, "Invitations")).toHaveLength(kept.length);
  expect(await all(started, "Invitations")).toEqual(expect.arrayContaining(kept));
  expect(await all(started, "Orders")).toEqual([{ id: "1", expiresAt: SECOND - 60 }]);
  expect(await started.sweep()).toBe(0);
});

test("the sweep finds what has expired on every page of a large table", async () => {
  const started = await start([INVITATIONS], { now: () => NOW });
  const padding = "x".repeat(390_000);
  for (let number = 1; number <= 4; number++)
    await put(started, "Invitations", {
      email: `${number}@example.com`,
      tenantId: "a",
      expiresAt: SECOND - 1,
      padding,
    });
  expect(await started.sweep()).toBe(4);
});

test("who listens hears of requests by others, not of the tables' own", async () => {
  const heard: string[] = [];
  const started = await start([INVITATIONS], {
    now: () => NOW,
    onRequest: (operation) => heard.push(operation),
  });
  await put(started, "Invitations", { email: "a@example.com", tenantId: "a", expiresAt: SECOND - 1 });
  await started.sweep();
  await started.client.send(
    new GetCommand({ TableName: "Invitations", Key: { email: "a@example.com", tenantId: "a" } }),
  );
  expect(heard).toEqual(["PutItem", "GetItem"]);
});

test("every minute is a sweep", async () => {
  jest.useFakeTimers({
    doNotFake: [
      "nextTick",
      "queueMicrotask",
      "setImmediate",
      "clearImmediate",
      "setTimeout",
      "clearTimeout",
      "Date",
      "performance",
      "hrtime",
    ],
  });
  try {
    let now = NOW;
    const started = await start([INVITATIONS], { now: () => now });
    await put(started, "Invitations", { email: "a@example.com", tenantId: "a", expiresAt: SECOND + 30 });
    now = new Date(NOW.getTime() + 61_000);
    jest.advanceTimersByTime(59_999);
    expect(await all(started, "Invitations")).toHaveLength(1);
    jest.advanceTimersByTime(1);
    // The next one waits for the one before.
    expect(await started.sweep()).toBe(0);
    expect(await all(started, "Invitations")).toEqual([]);
  } finally {
    jest.useRealTimers();
  }
});

test.each([
  "null",
  '{"TableName":"Invitations","Key":{"email":null}}',
  '{"TableName":"Invitations","Item":{"email":null}}',
])("a malformed request (%s) ends nothing", async (body) => {
  const tables = await start([INVITATIONS]);
  for (const operation of ["GetItem", "PutItem", "Query", "Scan", "UpdateItem", "ListTables"]) {
    const { status } = await fetch(tables.endpoint, {
      method: "POST",
      headers: {
        authorization:
          "AWS4-HMAC-SHA256 Credential=a/20260101/local/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=a",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-date": "20260101T000000Z",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
      },
      body,
    });
    expect([operation, [200, 400].includes(status)]).toEqual([operation, true]);
  }
  await put(tables, "Invitations", { email: "ada@acme.example", tenantId: "acme" });
  expect(await all(tables, "Invitations")).toHaveLength(1);
});
