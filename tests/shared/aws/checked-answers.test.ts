import { crc32 } from "node:zlib";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../../../shared/aws/dynamodb";
import { describeError } from "../../../shared/runtime/log";
import { type ConstantTables, startConstantTables } from "../../harness/faulty-tables";
import { runCommand } from "../../harness/run-command";

let tables: ConstantTables;
let client: DynamoDBDocumentClient;
beforeAll(async () => {
  tables = await startConstantTables();
  process.env = { ...process.env, ...tables.environment };
  client = documentClient();
});
afterAll(async () => {
  client.destroy();
  await tables.stop();
});

const Key = { id: "secret@acme.example" };
const TableName = "Table";
const OPERATIONS = {
  GetItem: () => client.send(new GetCommand({ TableName, Key })),
  Query: () =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "id = :id",
        ExpressionAttributeValues: { ":id": Key.id },
      }),
    ),
  PutItem: () => client.send(new PutCommand({ TableName, Item: Key })),
  DeleteItem: () => client.send(new DeleteCommand({ TableName, Key })),
  UpdateItem: () =>
    client.send(
      new UpdateCommand({
        TableName,
        Key,
        UpdateExpression: "SET a = :a",
        ExpressionAttributeValues: { ":a": 1 },
        ReturnValues: "ALL_NEW",
      }),
    ),
  TransactWriteItems: () =>
    client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: Key } }] })),
};
type Operation = keyof typeof OPERATIONS;

const ITEM = {
  id: { S: "secret@acme.example" },
  attempts: { N: "-1.5E+10" },
  image: { B: "AQI=" },
  active: { BOOL: false },
  nothing: { NULL: true },
  list: { L: [{ S: "" }, { M: { deep: { L: [] } } }] },
  sets: { M: { texts: { SS: ["a"] }, numbers: { NS: ["1"] }, binaries: { BS: ["AQI="] } } },
};
const SOUND: [Operation, object, object][] = [
  ["GetItem", {}, {}],
  ["GetItem", { Item: ITEM }, { Item: { attempts: -1.5e10, active: false, nothing: null } }],
  ["Query", { Items: [], Count: 0, ScannedCount: 0 }, { Items: [], Count: 0 }],
  ["Query", { Items: [ITEM], Count: 1, ScannedCount: 1 }, { Items: [{ id: Key.id }] }],
  ["PutItem", {}, {}],
  ["PutItem", { Attributes: ITEM }, { Attributes: { id: Key.id } }],
  ["DeleteItem", {}, {}],
  ["UpdateItem", { Attributes: ITEM }, { Attributes: { id: Key.id } }],
  ["TransactWriteItems", {}, {}],
];

test.each(SOUND)("an answer of DynamoDB to %s is believed: %j", async (operation, body, expected) => {
  tables.answer(JSON.stringify(body));
  await expect(OPERATIONS[operation]()).resolves.toMatchObject(expected);
});

const NO_ITEMS = [
  "secret@acme.example",
  1,
  null,
  [],
  { id: "secret@acme.example" },
  { id: null },
  { id: {} },
  { id: { S: 1 } },
  { id: { S: null } },
  { id: { N: 1 } },
  { id: { N: "" } },
  { id: { N: "one" } },
  { id: { B: [] } },
  { id: { BOOL: "true" } },
  { id: { NULL: false } },
  { id: { SS: "a" } },
  { id: { SS: [1] } },
  { id: { NS: ["a"] } },
  { id: { L: {} } },
  { id: { L: ["a"] } },
  { id: { M: [] } },
  { id: { M: { deep: { Z: "a" } } } },
  { id: { S: "a", N: "1" } },
  { id: { Z: "a" } },
];
const WRONG_FORMS: Record<Operation, object[]> = {
  GetItem: [...NO_ITEMS.map((item) => ({ Item: item })), { item: ITEM }, { Items: [], Count: 0 }],
  Query: [
    ...NO_ITEMS.map((item) => ({ Items: [item], Count: 1 })),
    {},
    { Items: [] },
    { Count: 0 },
    { Items: [], Count: 1 },
    { Items: [ITEM], Count: 0 },
    { Items: [], Count: "0" },
    { Items: {}, Count: 0 },
    { Items: null, Count: 0 },
  ],
  PutItem: NO_ITEMS.map((item) => ({ Attributes: item })),
  DeleteItem: [...NO_ITEMS.map((item) => ({ Attributes: item })), { Item: ITEM }],
  UpdateItem: [...NO_ITEMS.map((item) => ({ Attributes: item })), {}],
  TransactWriteItems: [{ Attributes: ITEM }, { Responses: [] }, { ItemCollectionMetrics: {} }],
};
const NO_ANSWERS = [
  "",
  " ",
  "null",
  "[]",
  '""',
  "0",
  "true",
  '{"Item":',
  "<html><body>secret@acme.example</body></html>",
  '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"secret@acme.example"}',
  ...["Item", "Attributes"].map((content) => JSON.stringify({ [content]: ITEM, __type: "x#Error" })),
  JSON.stringify({ Items: [], Count: 0, __type: "x#Error" }),
  '{"message":"secret@acme.example"}',
];

test.each(Object.keys(OPERATIONS) as Operation[])(
  "an answer to %s that does not have its form is a fault after a second attempt",
  async (operation) => {
    const bodies = [...NO_ANSWERS, ...WRONG_FORMS[operation].map((form) => JSON.stringify(form))];
    for (const body of bodies) {
      tables.answer(body);
      // The SDK has fewer second attempts the more often they fail.
      client = documentClient();
      const error = await OPERATIONS[operation]().catch((thrown) => thrown);
      client.destroy();
      expect([body, describeError(error)]).toMatchObject([
        body,
        { name: "FaultError", message: `DynamoDB's answer to ${operation} does not have the form of one` },
      ]);
      expect(tables.asked()).toBe(2);
    }
  },
);

test.each([
  ["none", null],
  ["that of another answer", String(crc32("null"))],
  ["an empty one", ""],
  ["none that is a number", "x"],
])("an answer whose checksum is %s is a fault, even `{}`", async (_, checksum) => {
  for (const body of ["{}", ""]) {
    tables.answer(body, checksum);
    await expect(OPERATIONS.GetItem()).rejects.toMatchObject({
      name: "FaultError",
      message: expect.stringMatching(/^DynamoDB's answer to GetItem does not have/),
    });
  }
});

test("commands believe such an answer as little", async () => {
  const run = (body: string, ...words: string[]) => {
    tables.answer(body);
    const environment = { TENANTS_TABLE: "Tenants", INVITATIONS_TABLE: "Invitations" };
    return runCommand([...words, "--endpoint", tables.endpoint], { environment });
  };
  expect(await run("null", "tenants:suspend", "acme")).toEqual({
    code: 1,
    out: "",
    err: "Unexpected fault: DynamoDB's answer to GetItem does not have the form of one.",
  });
  expect(await run("{}", "invitations:list", "--tenant", "acme")).toEqual({
    code: 1,
    out: "",
    err: "Unexpected fault: DynamoDB's answer to Query does not have the form of one.",
  });
});
