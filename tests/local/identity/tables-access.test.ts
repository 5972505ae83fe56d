import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Keys, refusalOf, startIdentityPool, type TestIdentityPool } from "./test-identity-pool";

let visited: TestIdentityPool;
let keys: Keys;
beforeAll(async () => {
  visited = await startIdentityPool();
  const { IdToken } = await visited.signIn("ada@acme.example", { tenant: "acme" });
  keys = await visited.keysOf(IdToken);
  for (const owner of ["acme", "acme-2", "globex"])
    await visited.tables.client.send(new PutItemCommand({ TableName, Item: item(owner) }));
});
afterAll(() => visited.stop());

const TableName = "shop-dev-Items";
const key = (owner: string, name = "plan") => ({ owner: { S: owner }, item: { S: name } });
const item = (owner: string) => ({ ...key(owner), topic: { S: owner } });
const DENIED =
  /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/shop-dev-People\/CognitoIdentityCredentials is not authorized to perform: dynamodb:\w+ on resource: /;
const ALLOWED = "not refused";
/** The SDK has one type for each command. An own client each time, because it would correct its clock by the real one. */
const ask = (command: object) => refusalOf(visited.dynamodb(keys).send(command as GetItemCommand));
const query = (input: Partial<QueryCommandInput>) =>
  new QueryCommand({ TableName, ExpressionAttributeValues: { ":o": { S: "acme" } }, ...input });

/** owner is a word that DynamoDB reserves. */
const ofTenant = query({ KeyConditionExpression: "#o = :o", ExpressionAttributeNames: { "#o": "owner" } });

test("people do with the items of their tenant what their role allows", async () => {
  expect(
    (await visited.dynamodb(keys).send(new GetItemCommand({ TableName, Key: key("acme") }))).Item,
  ).toEqual(item("acme"));
  expect((await visited.dynamodb(keys).send(ofTenant)).Items).toEqual([item("acme")]);
  for (const command of [
    new PutItemCommand({ TableName, Item: key("acme", "new") }),
    new UpdateItemCommand({
      TableName,
      Key: key("acme", "new"),
      UpdateExpression: "SET a = :o",
      ExpressionAttributeValues: { ":o": { S: "x" } },
    }),
    new DeleteItemCommand({ TableName, Key: key("acme", "new") }),
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key("acme"), key("acme", "b")] } } }),
    new BatchWriteItemCommand({
      RequestItems: { [TableName]: [{ PutRequest: { Item: key("acme", "b") } }] },
    }),
    new TransactWriteItemsCommand({
      TransactItems: [
        { ConditionCheck: { TableName, Key: key("acme"), ConditionExpression: "attribute_exists(topic)" } },
        { Put: { TableName, Item: key("acme", "c") } },
      ],
    }),
    query({ IndexName: "by-topic", KeyConditionExpression: "topic = :o" }),
  ])
    expect(await ask(command)).toBe(ALLOWED);
});

test.each(["globex", "acme-2", "acme/", "ACME", "*", "?cme"])(
  "the items of %s are not theirs",
  async (owner) => {
    expect(await ask(new GetItemCommand({ TableName, Key: key(owner) }))).toMatch(DENIED);
    expect(await ask(new PutItemCommand({ TableName, Item: item(owner) }))).toMatch(DENIED);
    expect(
      await ask(
        query({ KeyConditionExpression: "owner = :o", ExpressionAttributeValues: { ":o": { S: owner } } }),
      ),
    ).toMatch(DENIED);
  },
);

test("one item of somebody else spoils a whole request", async () => {
  for (const command of [
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key("acme"), key("globex")] } } }),
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ PutRequest: { Item: item("acme") } }, { DeleteRequest: { Key: key("globex") } }],
      },
    }),
    new TransactWriteItemsCommand({
      TransactItems: [
        { ConditionCheck: { TableName, Key: key("globex"), ConditionExpression: "attribute_exists(topic)" } },
        { Put: { TableName, Item: key("acme", "d") } },
      ],
    }),
    new TransactGetItemsCommand({
      TransactItems: [{ Get: { TableName, Key: key("acme") } }, { Get: { TableName, Key: key("globex") } }],
    }),
  ])
    expect(await ask(command)).toMatch(DENIED);
  const { Item } = await visited.tables.client.send(new GetItemCommand({ TableName, Key: key("globex") }));
  expect(Item).toEqual(item("globex"));
  const { Item: added } = await visited.tables.client.send(
    new GetItemCommand({ TableName, Key: key("acme", "d") }),
  );
  expect(added).toBeUndefined();
});

test("nobody reads a table without naming a key, whatever they write beside it", async () => {
  for (const command of [
    new ScanCommand({ TableName }),
    new ScanCommand({
      TableName,
      FilterExpression: "owner = :o",
      ExpressionAttributeValues: { ":o": { S: "acme" } },
    }),
    new ScanCommand({ TableName, IndexName: "by-topic" }),
    query({ KeyConditionExpression: "owner = :o AND owner = :o" }),
    query({ KeyConditionExpression: "owner = :o OR owner = :o" }),
    query({ KeyConditionExpression: "begins_with(owner, :o)" }),
    query({ KeyConditionExpression: "owner > :o" }),
    query({
      IndexName: "by-topic",
      KeyConditionExpression: "topic = :o",
      ExpressionAttributeValues: { ":o": { S: "globex" } },
    }),
    query({
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "globex" } },
    }),
    new QueryCommand({
      TableName,
      KeyConditions: { owner: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "globex" }] } },
    }),
  ])
    expect(await ask(command)).toMatch(DENIED);
});

test("what the template does not allow is denied, of every operation", async () => {
  for (const command of [
    new ListTablesCommand({}),
    new DescribeTableCommand({ TableName }),
    new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` }),
  ])
    expect(await ask(command)).toMatch(DENIED);
});

test("guests and people without a tenant get nothing", async () => {
  const { IdToken } = await visited.signIn("eve@nowhere.example");
  for (const theirs of [await visited.keysOf(), await visited.keysOf(IdToken)])
    for (const owner of ["acme", "undefined", "public"]) {
      const asked = visited.dynamodb(theirs).send(new GetItemCommand({ TableName, Key: key(owner) }));
      expect(await refusalOf(asked)).toMatch(/^AccessDeniedException: /);
    }
});

test("any other key is the account's own, as before", async () => {
  for (const accessKeyId of ["local", "anything", "AKIAIOSFODNN7EXAMPLE"]) {
    const client = visited.dynamodb({ accessKeyId, secretAccessKey: "anything" });
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBeGreaterThan(2);
  }
});

test("pages of this computer may send what SDKs send", async () => {
  const answer = await fetch(visited.tables.endpoint, {
    method: "OPTIONS",
    headers: {
      origin: "http://localhost:5173",
      "access-control-request-method": "POST",
      "access-control-request-headers":
        "amz-sdk-invocation-id,amz-sdk-request,authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token,x-amz-target,x-amz-user-agent",
    },
  });
  expect(answer.status).toBe(204);
  // The star stands for all of them but the first one.
  expect(answer.headers.get("access-control-allow-headers")).toBe("*, authorization");
});
