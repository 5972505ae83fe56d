import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import dynalite from "dynalite";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";

/** dynalite as it is by itself, with its own server and its own database. */
let whole: Server;
let tables: EmbeddedTables;
let endpoints: readonly string[];
beforeAll(async () => {
  whole = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => whole.listen(0, "127.0.0.1", resolve));
  tables = await startTables([]);
  endpoints = [`http://127.0.0.1:${(whole.address() as AddressInfo).port}`, tables.endpoint];
  await both("CreateTable", ORDERS);
  for (const endpoint of endpoints) while (!(await isActive(endpoint)));
});
afterAll(async () => {
  await tables.stop();
  await new Promise((resolve) => whole.close(resolve));
});

const TableName = "Orders";
const ORDERS = {
  TableName,
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [
    { AttributeName: "id", AttributeType: "S" },
    { AttributeName: "line", AttributeType: "N" },
    { AttributeName: "tenant", AttributeType: "S" },
  ],
  KeySchema: [
    { AttributeName: "id", KeyType: "HASH" },
    { AttributeName: "line", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "byTenant",
      KeySchema: [
        { AttributeName: "tenant", KeyType: "HASH" },
        { AttributeName: "id", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["note"] },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: "byTenantOfOne",
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "tenant", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
  ],
};

async function ask(endpoint: string, operation: string, input: object): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=a",
      "content-type": "application/x-amz-json-1.0",
      "x-amz-date": "20260101T000000Z",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
    },
    body: JSON.stringify(input),
  });
  return [
    response.status,
    response.headers.get("content-type"),
    inOneOrder((await response.json()) as Answer),
  ];
}

interface Answer {
  readonly Responses?: Readonly<Record<string, readonly object[]>>;
}

/** The items of a batch come in any order. */
function inOneOrder(answer: Answer): object {
  const items = answer.Responses?.[TableName]?.map((item) => JSON.stringify(item)).sort();
  return items === undefined ? answer : { ...answer, Responses: items };
}

const both = (operation: string, input: object) =>
  Promise.all(endpoints.map((endpoint) => ask(endpoint, operation, input)));

const isActive = async (endpoint: string) =>
  JSON.stringify(await ask(endpoint, "DescribeTable", { TableName })).includes('"TableStatus":"ACTIVE"');

/** The same numbers in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

function requestsFrom(seed: number): () => [operation: string, input: object] {
  const below = numbersFrom(seed);
  const pick = <Value>(...values: readonly Value[]): Value => values[below(values.length)] as Value;
  const id = () => ({ S: pick("a", "b", "ä", "🙂", "") });
  const line = () => ({ N: pick("-3", "-0.5", "0", "7", "10", "1e3") });
  const key = () => ({ id: id(), line: line() });
  const value = () =>
    pick<object>(
      { S: "x" },
      { N: "1.50" },
      { SS: ["b", "a"] },
      { L: [{ M: { deep: { S: "y" } } }] },
      { NULL: true },
    );
  const item = () => ({
    ...key(),
    ...(below(3) > 0 && { tenant: pick({ S: "acme" }, { S: "globex" }, { N: "1" }) }),
    ...(below(2) > 0 && { note: value() }),
  });
  const condition = () =>
    pick<object>(
      {},
      { ConditionExpression: "attribute_exists(id)" },
      { ConditionExpression: "tenant = :acme", ExpressionAttributeValues: { ":acme": { S: "acme" } } },
      { ConditionExpression: "tenant = = :acme" },
    );
  const returns = () => pick<object>({}, { ReturnValues: "ALL_OLD" });
  const page = () => ({
    ...(below(2) > 0 && { Limit: 1 + below(4) }),
    ...(below(3) === 0 && { ReturnConsumedCapacity: "INDEXES" }),
  });
  const update = () =>
    pick<object>(
      { UpdateExpression: "SET note = :value", ExpressionAttributeValues: { ":value": value() } },
      { UpdateExpression: "SET tenant = :value", ExpressionAttributeValues: { ":value": { S: "globex" } } },
      { UpdateExpression: "ADD amount :one", ExpressionAttributeValues: { ":one": { N: "1" } } },
      {
        UpdateExpression: "SET copied = note, note = if_not_exists(other, :x)",
        ExpressionAttributeValues: { ":x": value() },
      },
      { UpdateExpression: "REMOVE tenant, note" },
      { UpdateExpression: "SET id = :x", ExpressionAttributeValues: { ":x": { S: "z" } } },
    );
  const query = () =>
    pick<object>(
      { KeyConditionExpression: "id = :id", ExpressionAttributeValues: { ":id": id() } },
      {
        KeyConditionExpression: "id = :id AND line BETWEEN :low AND :high",
        ExpressionAttributeValues: { ":id": id(), ":low": { N: "-1" }, ":high": { N: "8" } },
      },
      {
        KeyConditionExpression: "id = :id AND line > :low",
        FilterExpression: "attribute_exists(note)",
        ProjectionExpression: "line, note",
        ExpressionAttributeValues: { ":id": id(), ":low": { N: "-1" } },
      },
      {
        IndexName: "byTenant",
        KeyConditionExpression: "tenant = :t",
        ExpressionAttributeValues: { ":t": { S: "acme" } },
      },
      {
        IndexName: "byTenantOfOne",
        Select: "ALL_ATTRIBUTES",
        KeyConditionExpression: "id = :id AND begins_with(tenant, :t)",
        ExpressionAttributeValues: { ":id": id(), ":t": { S: "a" } },
      },
    );
  const request = (): [string, object] =>
    pick<() => [string, object]>(
      () => ["PutItem", { TableName, Item: item(), ...condition(), ...returns() }],
      () => ["PutItem", { TableName, Item: item() }],
      () => [
        "UpdateItem",
        { TableName, Key: key(), ...update(), ReturnValues: pick("ALL_NEW", "UPDATED_OLD") },
      ],
      () => ["DeleteItem", { TableName, Key: key(), ...condition(), ...returns() }],
      () => ["GetItem", { TableName, Key: key(), ...page() }],
      () => ["Query", { TableName, ...query(), ...page(), ScanIndexForward: below(2) === 0 }],
      () => ["Scan", { TableName, ...page(), ...(below(2) === 0 && { IndexName: "byTenant" }) }],
      () => ["Scan", { TableName, TotalSegments: 3, Segment: below(3) }],
      () => [
        "BatchWriteItem",
        {
          RequestItems: {
            [TableName]: [{ PutRequest: { Item: item() } }, { DeleteRequest: { Key: key() } }],
          },
        },
      ],
      () => ["BatchGetItem", { RequestItems: { [TableName]: { Keys: [key(), key()] } } }],
    )();
  return request;
}

/** Both page through the rest as well. */
async function compare(operation: string, input: object): Promise<void> {
  const [expected, answered] = (await both(operation, input)) as [unknown[], unknown[]];
  expect([operation, input, answered]).toEqual([operation, input, expected]);
  const { LastEvaluatedKey } = expected[2] as { LastEvaluatedKey?: object };
  if (LastEvaluatedKey !== undefined)
    await compare(operation, { ...input, ExclusiveStartKey: LastEvaluatedKey });
}

test.each([1, 2, 3, 4])("answers as dynalite does by itself, to hundreds of requests (%i)", async (seed) => {
  const next = requestsFrom(seed);
  for (let count = 0; count < 300; count += 1) await compare(...next());
});
