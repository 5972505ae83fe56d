import { changeItem, expectationOf, updateOf } from "../../../shared/aws/item-change";
import { startTables, type Tables } from "../../harness/tables";

const KEY = { sub: "ada", item: "profile" };
const { signal } = new AbortController();

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await tables.put("PeopleTable", {
    ...KEY,
    status: "active",
    version: 1,
    name: "Ada",
    marks: new Set(["a"]),
  });
});
afterEach(() => tables.stop());

const change = (changes: object, expected: object, Key = KEY) =>
  changeItem(
    tables.client,
    { TableName: "PeopleTable", Key, changes: { ...changes }, expected: { ...expected } },
    signal,
  );
const stored = () => tables.get("PeopleTable", KEY);

test("sets, takes away, adds to a set and leaves, all at once, and tells what the item is then", async () => {
  const after = { ...KEY, status: "suspended", version: 2, marks: new Set(["a", "b"]), size: 1 };
  expect(
    await change(
      { status: "suspended", version: 2, name: null, marks: new Set(["b"]), size: 1, item: undefined },
      { status: "active", version: 1 },
    ),
  ).toEqual(after);
  expect(await stored()).toEqual(after);
});

test("names like those that DynamoDB keeps for itself, and takes away what is not there", async () => {
  expect(await change({ ttl: 1, role: "admin", date: null }, { status: "active" })).toMatchObject({
    ttl: 1,
    role: "admin",
  });
});

test.each([
  ["another value", { version: 2 }],
  ["a value where there is none", { size: 1 }],
  ["nothing where there is a value", { name: null }],
  ["one of two that is not so", { status: "active", version: 2 }],
  ["another type", { version: "1" }],
])("changes nothing that was expected to have %s", async (_, expected) => {
  const before = await stored();
  expect(await change({ name: "Eve" }, expected)).toBeUndefined();
  expect(await stored()).toEqual(before);
});

test("expects what is not there to be absent", async () => {
  expect(await change({ name: "Ada King" }, { size: null, status: "active" })).toMatchObject({
    name: "Ada King",
  });
});

test("makes no item that was not there", async () => {
  expect(
    await change({ name: "Eve" }, { status: "active" }, { sub: "eve", item: "profile" }),
  ).toBeUndefined();
  expect(await tables.all("PeopleTable")).toHaveLength(1);
});

test("throws what is no unmet expectation", async () => {
  const change = { TableName: "NoTable", Key: KEY, changes: { name: "Eve" }, expected: { status: "active" } };
  await expect(changeItem(tables.client, change, signal)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test("writes an expression that a transaction takes as well", () => {
  const changes = { status: "removed", name: null };
  expect(updateOf({ TableName: "PeopleTable", Key: KEY, changes, expected: { version: 1 } })).toEqual({
    TableName: "PeopleTable",
    Key: KEY,
    UpdateExpression: "SET #status = :status REMOVE #name",
    ConditionExpression: "#version = :expected_version",
    ExpressionAttributeNames: { "#status": "status", "#name": "name", "#version": "version" },
    ExpressionAttributeValues: { ":status": "removed", ":expected_version": 1 },
  });
  expect(expectationOf({ sub: null })).toEqual({
    ConditionExpression: "attribute_not_exists(#sub)",
    ExpressionAttributeNames: { "#sub": "sub" },
  });
});
