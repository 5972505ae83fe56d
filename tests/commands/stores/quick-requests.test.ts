import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { quickRequests } from "../../../commands/stores/quick-requests";
import { checkAnswers } from "../../../shared/aws/checked-answers";
import { answerError } from "../../harness/faulty-tables";
import { startServer, type TestServer } from "../../harness/server";

const CREDENTIALS = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "example-secret",
  sessionToken: "example",
};

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The SDK counts its tries in a header; whoever else asks does not. */
  readonly bySdk: boolean;
}

const asked: Asked[] = [];
let answers: ((response: ServerResponse) => void)[] = [];
let server: TestServer;
let client: DynamoDBDocumentClient;

const answer =
  (body: string, checksum = crc32(body), status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { "x-amz-crc32": String(checksum) });
    response.end(body);
  };

beforeEach(async () => {
  asked.length = 0;
  answers = [];
  server = await startServer(async (request, response) => {
    const { headers } = request;
    asked.push({ headers, body: await text(request), bySdk: "amz-sdk-request" in headers });
    (answers.shift() ?? answer("{}"))(response);
  });
  const { endpoint } = server;
  client = DynamoDBDocumentClient.from(
    checkAnswers(new DynamoDBClient({ endpoint, region: "eu-central-1", credentials: CREDENTIALS })),
    { marshallOptions: { removeUndefinedValues: true } },
  );
});
afterEach(async () => {
  client.destroy();
  await server.stop();
});

const itemOf = (login: string) => ({ TableName: "LegacyUsers", Item: { login: { S: login } } });
const putter = () => {
  const quick = quickRequests(client);
  return (login: string) => quick.send(new PutCommand({ TableName: "LegacyUsers", Item: { login } }));
};
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();
const hashOf = (data: string) => createHash("sha256").update(data).digest("hex");

/** Worked out anew, as AWS describes it. */
function signatureOf({ headers, body }: Asked): string {
  const [, day = "", names = ""] =
    /Credential=[^/]+\/(\d+)\/.*SignedHeaders=([^,]+)/.exec(headers.authorization ?? "") ?? [];
  const signed = names.split(";").map((name) => `${name}:${headers[name]}\n`);
  const canonical = `POST\n/\n\n${signed.join("")}\n${names}\n${hashOf(body)}`;
  const scope = `${day}/eu-central-1/dynamodb/aws4_request`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${CREDENTIALS.secretAccessKey}`);
  return hmac(key, `AWS4-HMAC-SHA256\n${headers["x-amz-date"]}\n${scope}\n${hashOf(canonical)}`).toString(
    "hex",
  );
}

test("the first is put by the SDK, and the others as it did, each signed for itself", async () => {
  const put = putter();
  answers = [answer("{}"), answer('{"Attributes":{"login":{"S":"ada"},"hash":{"S":"old"}}}')];
  expect((await put("grace")).Attributes).toBeUndefined();
  expect((await put("ada")).Attributes).toEqual({ login: "ada", hash: "old" });
  expect((await put("Zoë")).Attributes).toBeUndefined();
  expect(asked.map(({ bySdk }) => bySdk)).toEqual([true, false, false]);
  expect(asked.map(({ body }) => JSON.parse(body))).toEqual(["grace", "ada", "Zoë"].map(itemOf));
  for (const request of asked) {
    expect(request.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
      "x-amz-security-token": CREDENTIALS.sessionToken,
    });
    expect(request.headers.authorization).toContain(`Signature=${signatureOf(request)}`);
    expect(request.headers.authorization).toMatch(
      /SignedHeaders=[^,]*host;[^,]*x-amz-date;x-amz-security-token;x-amz-target/,
    );
  }
});

test.each<[string, (response: ServerResponse) => void]>([
  ["an error", (response) => answerError(response, "InternalServerError")],
  ["an answer without its checksum", answer("{}", 1)],
  ["an answer of another form", answer("null")],
  ["an error with status 200", answer('{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}')],
  ["an answer that breaks off", (response) => response.destroy()],
])("after %s the SDK asks again", async (_, broken) => {
  const put = putter();
  await put("grace");
  answers = [broken, answer("{}")];
  expect((await put("ada")).Attributes).toBeUndefined();
  expect(asked.map(({ bySdk }) => bySdk)).toEqual([true, false, true]);
  expect(asked.slice(1).map(({ body }) => JSON.parse(body))).toEqual([itemOf("ada"), itemOf("ada")]);
});

test("a condition that is false is an error of the SDK's kind, without asking again", async () => {
  const put = putter();
  await put("grace");
  answers = [
    answer('{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"}', undefined, 400),
  ];
  const refused = put("ada");
  await expect(refused).rejects.toThrow(ConditionalCheckFailedException);
  await expect(refused).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
  expect(asked.map(({ bySdk }) => bySdk)).toEqual([true, false]);
});

test("every other error is the SDK's own", async () => {
  const put = putter();
  await put("grace");
  const refuse = (response: ServerResponse) => answerError(response, "ResourceNotFoundException");
  answers = [refuse, refuse];
  await expect(put("ada")).rejects.toThrow(ResourceNotFoundException);
});

test("values are written and read as the SDK does", async () => {
  const quick = quickRequests(client);
  const command = () =>
    new QueryCommand({
      TableName: "People",
      KeyConditionExpression: "#sub = :sub",
      ExpressionAttributeNames: { "#sub": "sub" },
      ExpressionAttributeValues: { ":sub": "ada", ":not": undefined },
      ExclusiveStartKey: { sub: "ada", item: "profile" },
    });
  const found = JSON.stringify({
    Items: [{ sub: { S: "ada" }, version: { N: "2" }, addresses: { SS: ["ada@acme.example"] } }],
    Count: 1,
    LastEvaluatedKey: { sub: { S: "ada" }, item: { S: "tenant#acme" } },
  });
  answers = [answer(found), answer(found)];
  const { $metadata: _, ...bySdk } = await quick.send(command());
  expect(await quick.send(command())).toEqual(bySdk);
  expect(bySdk).toMatchObject({
    Items: [{ sub: "ada", version: 2, addresses: new Set(["ada@acme.example"]) }],
    LastEvaluatedKey: { sub: "ada", item: "tenant#acme" },
  });
  expect(asked.map((request) => request.bySdk)).toEqual([true, false]);
  expect(JSON.parse(asked[1]?.body ?? "")).toEqual(JSON.parse(asked[0]?.body ?? ""));
});

test("each operation has its own first request, and what is about many items stays with the SDK", async () => {
  const quick = quickRequests(client);
  const empty = '{"Items":[],"Count":0}';
  const scan = () => quick.send(new ScanCommand({ TableName: "People" }));
  const query = () =>
    quick.send(
      new QueryCommand({
        TableName: "People",
        KeyConditionExpression: "#sub = :sub",
        ExpressionAttributeNames: { "#sub": "sub" },
        ExpressionAttributeValues: { ":sub": "ada" },
      }),
    );
  answers = Array.from({ length: 4 }, () => answer(empty));
  for (const ask of [scan, query, scan, query]) expect(await ask()).toMatchObject({ Items: [] });
  expect(asked.map(({ bySdk }) => bySdk)).toEqual([true, true, true, false]);
  expect(asked.map(({ headers }) => headers["x-amz-target"])).toEqual(
    ["Scan", "Query", "Scan", "Query"].map((name) => `DynamoDB_20120810.${name}`),
  );
});
