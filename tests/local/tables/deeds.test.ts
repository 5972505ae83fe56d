import { AccessError } from "../../../local/identity/access";
import { deedsOf } from "../../../local/tables/deeds";
import { table, text } from "./table";

const ITEMS = table("Items", {
  key: { hash: text("owner"), range: text("item") },
  indexes: [
    {
      name: "by-topic",
      key: { hash: text("topic"), range: undefined },
      projection: "ALL",
      included: [],
    },
  ],
});
const COUNTS = table("Counts", { key: { hash: { attribute: "number", type: "N" }, range: undefined } });
const LOCATION = { region: "eu-central-1", accountId: "123456789012" };
const deeds = (operation: string, input: unknown) => deedsOf(operation, input, [ITEMS, COUNTS], LOCATION);
const ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/Items";
const key = (owner: string, item = "plan") => ({ owner: { S: owner }, item: { S: item } });
/** The leading keys of each deed, by its action. */
const leading = (operation: string, input: unknown) =>
  Object.fromEntries(
    deeds(operation, input).map(({ action, context }) => [action, context["dynamodb:LeadingKeys"]]),
  );

test("an operation on an item is about its key and its attributes", () => {
  expect(
    deeds("GetItem", {
      TableName: "Items",
      Key: key("acme"),
      ProjectionExpression: "title, #b.c[0].d",
      ExpressionAttributeNames: { "#b": "body" },
    }),
  ).toEqual([
    {
      action: "dynamodb:GetItem",
      resource: ARN,
      context: {
        "dynamodb:LeadingKeys": ["acme"],
        "dynamodb:Attributes": ["owner", "item", "title", "body"],
        "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
      },
    },
  ]);
  expect(
    deeds("UpdateItem", {
      TableName: "Items",
      Key: key("acme"),
      UpdateExpression: "SET a = if_not_exists(b, :c) REMOVE d.e",
      ConditionExpression: "attribute_exists(f) AND size(g) > :c",
      ReturnValues: "ALL_OLD",
    }),
  ).toEqual([
    {
      action: "dynamodb:UpdateItem",
      resource: ARN,
      context: {
        "dynamodb:LeadingKeys": ["acme"],
        "dynamodb:Attributes": ["owner", "item", "a", "b", "d", "f", "g"],
        "dynamodb:ReturnValues": "ALL_OLD",
      },
    },
  ]);
  expect(leading("PutItem", { TableName: "Items", Item: { ...key("acme"), title: { S: "x" } } })).toEqual({
    "dynamodb:PutItem": ["acme"],
  });
  expect(leading("DeleteItem", { TableName: "Items", Key: key("acme") })).toEqual({
    "dynamodb:DeleteItem": ["acme"],
  });
});

test("a batch is about all the keys in a table", () => {
  expect(
    leading("BatchGetItem", {
      RequestItems: { Items: { Keys: [key("acme"), key("acme", "b"), key("globex")] } },
    }),
  ).toEqual({
    "dynamodb:BatchGetItem": ["acme", "globex"],
  });
  expect(
    leading("BatchWriteItem", {
      RequestItems: {
        Items: [{ PutRequest: { Item: key("acme") } }, { DeleteRequest: { Key: key("globex") } }],
      },
    }),
  ).toEqual({ "dynamodb:BatchWriteItem": ["acme", "globex"] });
  const two = deeds("BatchGetItem", {
    RequestItems: { Items: { Keys: [key("acme")] }, Counts: { Keys: [{ number: { N: "7" } }] } },
  });
  expect(two.map(({ resource, context }) => [resource, context["dynamodb:LeadingKeys"]])).toEqual([
    [ARN, ["acme"]],
    [ARN.replace("Items", "Counts"), ["7"]],
  ]);
});

test("a transaction is each of its actions, about all the keys in the table", () => {
  const actions = ["Put", "Update", "Delete", "ConditionCheck"].map((kind, at) => ({
    [kind]: { TableName: "Items", [kind === "Put" ? "Item" : "Key"]: key(`t${at}`) },
  }));
  const all = ["t0", "t1", "t2", "t3"];
  expect(leading("TransactWriteItems", { TransactItems: actions })).toEqual({
    "dynamodb:PutItem": all,
    "dynamodb:UpdateItem": all,
    "dynamodb:DeleteItem": all,
    "dynamodb:ConditionCheckItem": all,
  });
  expect(
    leading("TransactGetItems", { TransactItems: [{ Get: { TableName: "Items", Key: key("acme") } }] }),
  ).toEqual({
    "dynamodb:GetItem": ["acme"],
  });
});

test("a query is about the key that it wants, in the table or in an index", () => {
  const query = {
    TableName: "Items",
    KeyConditionExpression: "owner = :o",
    ExpressionAttributeValues: { ":o": { S: "acme" } },
  };
  expect(deeds("Query", query)).toMatchObject([
    { resource: ARN, context: { "dynamodb:LeadingKeys": ["acme"], "dynamodb:Select": "ALL_ATTRIBUTES" } },
  ]);
  const inIndex = { ...query, IndexName: "by-topic", KeyConditionExpression: "topic = :o", Select: "COUNT" };
  expect(deeds("Query", inIndex)).toMatchObject([
    {
      resource: `${ARN}/index/by-topic`,
      context: { "dynamodb:LeadingKeys": ["acme"], "dynamodb:Select": "COUNT" },
    },
  ]);
});

test.each([
  ["a scan", "Scan", { TableName: "Items" }],
  [
    "a scan with a filter",
    "Scan",
    {
      TableName: "Items",
      FilterExpression: "owner = :o",
      ExpressionAttributeValues: { ":o": { S: "acme" } },
    },
  ],
  [
    "a query of another key",
    "Query",
    {
      TableName: "Items",
      KeyConditionExpression: "item = :o",
      ExpressionAttributeValues: { ":o": { S: "acme" } },
    },
  ],
  [
    "a query of the table's key in an index",
    "Query",
    {
      TableName: "Items",
      IndexName: "by-topic",
      KeyConditionExpression: "owner = :o",
      ExpressionAttributeValues: { ":o": { S: "acme" } },
    },
  ],
  [
    "a query of an unknown index",
    "Query",
    {
      TableName: "Items",
      IndexName: "by-name",
      KeyConditionExpression: "owner = :o",
      ExpressionAttributeValues: { ":o": { S: "acme" } },
    },
  ],
  [
    "a key of two types",
    "GetItem",
    { TableName: "Items", Key: { owner: { S: "acme", N: "1" }, item: { S: "x" } } },
  ],
  ["a key of another type", "GetItem", { TableName: "Items", Key: { owner: { N: "1" }, item: { S: "x" } } }],
  ["a key that is missing", "GetItem", { TableName: "Items", Key: { Owner: { S: "acme" } } }],
  [
    "a key that is inherited",
    "GetItem",
    JSON.parse('{"TableName":"Items","Key":{"__proto__":{"owner":{"S":"acme"}}}}'),
  ],
  ["a number written in an odd way", "GetItem", { TableName: "Counts", Key: { number: { N: "7.0" } } }],
  ["a table that is not there", "GetItem", { TableName: "Other", Key: key("acme") }],
  [
    "one unknown key among others",
    "BatchGetItem",
    { RequestItems: { Items: { Keys: [key("acme"), { owner: { N: "1" } }] } } },
  ],
])("%s has no leading key", (_, operation, input) => {
  expect(deeds(operation, input).map(({ context }) => context)).not.toContainEqual(
    expect.objectContaining({ "dynamodb:LeadingKeys": expect.anything() }),
  );
});

test("of two members of one name the last one counts, as for whoever carries it out", () => {
  const body = `{"TableName":"Items","Key":${JSON.stringify(key("acme"))},"Key":${JSON.stringify(key("globex"))}}`;
  expect(leading("GetItem", JSON.parse(body))).toEqual({ "dynamodb:GetItem": ["globex"] });
});

test("any other operation is a deed of its own", () => {
  expect(deeds("ListTables", {})).toEqual([{ action: "dynamodb:ListTables", resource: "*", context: {} }]);
  expect(deeds("DescribeTable", { TableName: "Items" })).toEqual([
    { action: "dynamodb:DescribeTable", resource: ARN, context: {} },
  ]);
  expect(deeds("ExecuteStatement", { Statement: "SELECT * FROM Items" })).toEqual([
    { action: "dynamodb:ExecuteStatement", resource: "*", context: {} },
  ]);
  expect(deeds("toString", {})).toEqual([{ action: "dynamodb:toString", resource: "*", context: {} }]);
});

test.each([
  ["GetItem", undefined],
  ["GetItem", []],
  ["GetItem", { TableName: "Items" }],
  ["GetItem", { tableName: "Items", Key: key("acme") }],
  ["GetItem", { TableName: ["Items"], Key: key("acme") }],
  ["GetItem", { TableName: ARN, Key: key("acme") }],
  ["GetItem", { TableName: "Items/index/by-topic", Key: key("acme") }],
  ["GetItem", { TableName: "*", Key: key("acme") }],
  ["Query", { TableName: "Items", IndexName: "../x" }],
  ["BatchGetItem", { RequestItems: [] }],
  ["BatchGetItem", { RequestItems: { Items: { Keys: key("acme") } } }],
  ["BatchGetItem", { RequestItems: { Items: { Keys: ["acme"] } } }],
  [
    "BatchWriteItem",
    {
      RequestItems: { Items: [{ PutRequest: { Item: key("acme") }, DeleteRequest: { Key: key("globex") } }] },
    },
  ],
  ["BatchWriteItem", { RequestItems: { Items: [{ putRequest: { Item: key("acme") } }] } }],
  [
    "TransactWriteItems",
    {
      TransactItems: [
        {
          Put: { TableName: "Items", Item: key("acme") },
          Delete: { TableName: "Items", Key: key("globex") },
        },
      ],
    },
  ],
  ["TransactWriteItems", { TransactItems: [{ constructor: { TableName: "Items", Key: key("acme") } }] }],
  ["TransactWriteItems", {}],
])("%s of %j is refused: it cannot be told what it does", (operation, input) => {
  expect(() => deeds(operation, input)).toThrow(AccessError);
});
