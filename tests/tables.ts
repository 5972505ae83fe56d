import type { AddressInfo } from "node:net";
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { readTemplate } from "./packaged-service";

type Item = Record<string, unknown>;

export interface Tables {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  put(table: string, ...items: Item[]): Promise<void>;
  get(table: string, key: Item): Promise<Item | undefined>;
  all(table: string): Promise<Item[]>;
  /** Which operations have been asked for while `work` went on. */
  requestsDuring(work: () => Promise<unknown>): Promise<string[]>;
  stop(): Promise<void>;
}

/** An embedded DynamoDB with the tables of the packaged template, each named by its logical id. */
export async function startTables(): Promise<Tables> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    }),
  );
  for (const [name, { Type, Properties }] of Object.entries(readTemplate().Resources)) {
    if (Type !== "AWS::DynamoDB::Table") continue;
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } =
      Properties as unknown as CreateTableCommandInput;
    await client.send(
      new CreateTableCommand({
        TableName: name,
        AttributeDefinitions,
        KeySchema,
        GlobalSecondaryIndexes,
        BillingMode,
      }),
    );
  }
  let requests: string[] = [];
  server.on("request", ({ headers }) => {
    requests.push(String(headers["x-amz-target"]).replace(/^.*\./, ""));
  });
  return {
    endpoint,
    client,
    async put(table, ...items) {
      for (const item of items) await client.send(new PutCommand({ TableName: table, Item: item }));
    },
    get: async (table, key) => (await client.send(new GetCommand({ TableName: table, Key: key }))).Item,
    all: async (table) => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [],
    async requestsDuring(work) {
      requests = [];
      await work();
      return requests;
    },
    stop: () =>
      new Promise((resolve) => {
        client.destroy();
        server.close(() => resolve());
      }),
  };
}
