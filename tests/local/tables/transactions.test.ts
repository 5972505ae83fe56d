import type { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { table } from "./table";

const TableName = "Members";
const MEMBERS = table(TableName);

let tables: EmbeddedTables;
let now: Date;
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:00.000Z");
  tables = await startTables([MEMBERS], { now: () => now });
});
afterEach(() => tables.stop());

type Items = NonNullable<TransactWriteCommandInput["TransactItems"]>;
const transact = (TransactItems: Items, ClientRequestToken?: string) =>
  tables.client.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
const put = (Item: Record<string, unknown>) => tables.client.send(new PutCommand({ TableName, Item }));
const get = async (id: string) => (await tables.client.send(new GetCommand({ TableName, Key: { id } }))).Item;
const all = async () => (await tables.client.send(new ScanCommand({ TableName }))).Items;

const isAdmin = (id: string) => ({
  ConditionCheck: {
    TableName,
    Key: { id },
    ConditionExpression: "#role = :admin",
    ExpressionAttributeNames: { "#role": "role" },
    ExpressionAttributeValues: { ":admin": "admin" },
  },
});
const isNobody = (id: string) => ({
  ConditionCheck: { TableName, Key: { id }, ConditionExpression: "attribute_not_exists(id)" },
});
const demote = (id: string, version: number) => ({
  Update: {
    TableName,
    Key: { id },
    UpdateExpression: "SET #role = :viewer, version = version + :one",
    ConditionExpression: "version = :version",
    ExpressionAttributeNames: { "#role": "role" },
    ExpressionAttributeValues: { ":viewer": "viewer", ":version": version, ":one": 1 },
  },
});

const ADA = { id: "ada", role: "admin", version: 1 };
const EMMY = { id: "emmy", role: "admin", version: 1 };

test("the write happens when all conditions hold, and the checks change nothing", async () => {
  await put(ADA);
  await put(EMMY);
  await transact([isNobody("grace"), isAdmin("emmy"), demote("ada", 1)]);
  expect(await get("ada")).toEqual({ id: "ada", role: "viewer", version: 2 });
  expect(await get("emmy")).toEqual(EMMY);
  expect(await all()).toHaveLength(2);
});

test("a put and a delete can be the write", async () => {
  await put(ADA);
  await transact([isAdmin("ada"), { Put: { TableName, Item: EMMY } }]);
  expect(await get("emmy")).toEqual(EMMY);
  await transact([{ Delete: { TableName, Key: { id: "emmy" } } }, isAdmin("ada")]);
  expect(await all()).toEqual([ADA]);
});

test.each<[string, Items, string[]]>([
  ["a check", [isAdmin("nobody"), demote("ada", 1)], ["ConditionalCheckFailed", "None"]],
  ["the write", [isAdmin("emmy"), demote("ada", 7)], ["None", "ConditionalCheckFailed"]],
  [
    "both, and another one does not",
    [isNobody("grace"), demote("ada", 7), isNobody("emmy")],
    ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"],
  ],
])(
  "nothing is written when the condition of %s fails, and the reasons say which",
  async (_, items, codes) => {
    await put(ADA);
    await put(EMMY);
    const error = await transact(items).catch((thrown: TransactionCanceledException) => thrown);
    expect(error).toMatchObject({
      name: "TransactionCanceledException",
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
      CancellationReasons: codes.map((Code) =>
        Code === "None" ? { Code } : { Code, Message: "The conditional request failed" },
      ),
    });
    expect(await all()).toHaveLength(2);
    expect(await get("ada")).toEqual(ADA);
    expect(await get("emmy")).toEqual(EMMY);
  },
);

const check = isAdmin("ada").ConditionCheck;
const EXACTLY_ONE =
  "the local edition imitates transactions of exactly one Put, Update or Delete besides condition checks";
test.each<[string, unknown, string]>([
  ["no write", [{ ConditionCheck: check }], EXACTLY_ONE],
  ["two writes", [demote("ada", 1), demote("emmy", 1)], EXACTLY_ONE],
  [
    "an unknown action",
    [{ Get: {} }],
    "TransactItems can only contain one of ConditionCheck, Put, Update, Delete",
  ],
  [
    "two actions in one",
    [{ ...demote("ada", 1), ...isAdmin("emmy") }],
    "TransactItems can only contain one of ConditionCheck, Put, Update, Delete",
  ],
  [
    "one item twice",
    [isAdmin("ada"), demote("ada", 1)],
    "Transaction request cannot include multiple operations on one item",
  ],
  [
    "a check without a condition",
    [{ ConditionCheck: { TableName, Key: { id: "ada" } } }],
    "ConditionCheck has no ConditionExpression",
  ],
  [
    "the old item in the answer",
    [{ ConditionCheck: { ...check, ReturnValuesOnConditionCheckFailure: "ALL_OLD" } }, demote("emmy", 1)],
    "the local edition does not imitate ReturnValuesOnConditionCheckFailure of ConditionCheck",
  ],
  ["another table", [{ Put: { TableName: "Other", Item: ADA } }], "the local edition has no table Other"],
])("refuses %s by name", async (_, items, message) => {
  await put(ADA);
  await expect(transact(items as Items)).rejects.toMatchObject({ name: "ValidationException", message });
  expect(await all()).toEqual([ADA]);
});

test("a mistake in a condition is that of DynamoDB, and nothing is written", async () => {
  await put(EMMY);
  const mistaken = { ConditionCheck: { ...check, ConditionExpression: "#role =" } };
  await expect(transact([{ Put: { TableName, Item: { id: "ada" } } }, mistaken])).rejects.toMatchObject({
    name: "ValidationException",
  });
  expect(await all()).toEqual([EMMY]);
});

test("the same request under the same token is written once, for ten minutes", async () => {
  await put(ADA);
  await put(EMMY);
  const items = [isAdmin("emmy"), demote("ada", 1)];
  await transact(items, "token");
  await transact(items, "token");
  expect(await get("ada")).toMatchObject({ version: 2 });
  await expect(transact([isAdmin("emmy"), demote("ada", 2)], "token")).rejects.toMatchObject({
    name: "IdempotentParameterMismatchException",
  });
  now = new Date(now.getTime() + 10 * 60_000 + 1);
  await expect(transact(items, "token")).rejects.toMatchObject({ name: "TransactionCanceledException" });
});

test("of two last admins who demote each other at once, one stays, whatever writes there are besides", async () => {
  for (let round = 0; round < 200; round += 1) {
    await put(ADA);
    await put(EMMY);
    const besides = Array.from({ length: 3 }, (_, number) => put({ id: `other-${number}`, round }));
    const results = await Promise.allSettled([
      transact([isAdmin("emmy"), demote("ada", 1)]),
      transact([isAdmin("ada"), demote("emmy", 1)]),
      ...besides,
    ]);
    expect(
      results
        .slice(0, 2)
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["fulfilled", "rejected"]);
    expect([await get("ada"), await get("emmy")].filter((item) => item?.role === "admin")).toHaveLength(1);
  }
});

test("the answers are those that the suite's own client believes", async () => {
  process.env = {
    ...process.env,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
  };
  const client = documentClient();
  await client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: ADA } }] }));
  await expect(
    client.send(new TransactWriteCommand({ TransactItems: [isAdmin("emmy"), demote("ada", 1)] })),
  ).rejects.toMatchObject({ name: "TransactionCanceledException" });
  client.destroy();
});
