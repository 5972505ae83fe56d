import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { runCommandLine } from "../../../commands/cli/command-line";
import { type Parameters, readParameters } from "../../../commands/stage/stage-parameters";
import type { TableId } from "../../../commands/stage/table-names";

type Item = Record<string, unknown>;

const KEYS: Readonly<Record<TableId, readonly string[]>> = {
  PeopleTable: ["sub", "item"],
  TenantsTable: ["id"],
  InvitationsTable: ["email", "tenantId"],
  MigrationsTable: ["legacyId"],
  LegacyUsersTable: ["login"],
};

export const nameOf = (table: TableId, stage = "dev"): string => `cognito-triggers-${stage}-${table}`;

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface LocalStage {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** What commands take for the present; a test may move it. */
  now: Date;
  /** What serverless.yml says of the stage `dev`; a test may change it. */
  parameters: () => Promise<Parameters>;
  put(table: TableId, ...items: Item[]): Promise<void>;
  /** Everything in a table, in the order of its keys. */
  all(table: TableId): Promise<Item[]>;
  createTable(name: string, keys: readonly string[]): Promise<void>;
  /** Runs a command as its npm script does, in this process. */
  run(...words: string[]): Promise<Outcome>;
  /** The same, with somebody at the terminal who answers. */
  runAnswering(answer: string, ...words: string[]): Promise<Outcome>;
  stop(): Promise<void>;
}

/** The framework takes a second or two to read its file. */
let ofDev: Promise<Parameters> | undefined;

/** An embedded DynamoDB with the empty tables of the stage `dev`, named as a local edition names them. */
export async function startLocalStage(): Promise<LocalStage> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const endpoint = await listen(server);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );
  const run = async (
    answer: string | undefined,
    [command = "", ...words]: readonly string[],
  ): Promise<Outcome> => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCommandLine([command, "--endpoint", endpoint, ...words], {
      environment: {},
      terminal: {
        print: (text) => out.push(text),
        complain: (text) => err.push(text),
        ask: async (question) => {
          if (answer !== undefined) err.push(question);
          return answer;
        },
      },
      clock: () => stage.now,
      readParameters: () => stage.parameters(),
      findRunningEdition: async () => undefined,
      hasAwsCredentials: async () => false,
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  };
  const stage: LocalStage = {
    endpoint,
    client,
    now: new Date("2026-05-01T12:00:00.000Z"),
    parameters: () => {
      ofDev ??= readParameters("dev");
      return ofDev;
    },
    async put(table, ...items) {
      for (const item of items) await client.send(new PutCommand({ TableName: nameOf(table), Item: item }));
    },
    async all(table) {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: nameOf(table) }));
      const keyOf = (item: Item) => KEYS[table].map((name) => item[name]).join("\n");
      return Items.sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
    },
    async createTable(name, keys) {
      const isPeople = keys.includes("item");
      await client.send(
        new CreateTableCommand({
          TableName: name,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [...keys, ...(isPeople ? ["tenantId"] : [])].map((AttributeName) => ({
            AttributeName,
            AttributeType: "S",
          })),
          KeySchema: keySchema(keys),
          ...(isPeople && {
            GlobalSecondaryIndexes: [
              {
                IndexName: "byTenant",
                KeySchema: keySchema(["tenantId", "sub"]),
                Projection: { ProjectionType: "ALL" },
              },
            ],
          }),
        }),
      );
    },
    run: (...words) => run(undefined, words),
    runAnswering: (answer, ...words) => run(answer, words),
    stop: () =>
      new Promise((resolve) => {
        client.destroy();
        server.close(() => resolve());
      }),
  };
  for (const [table, keys] of Object.entries(KEYS)) await stage.createTable(nameOf(table as TableId), keys);
  return stage;
}

const keySchema = (keys: readonly string[]) =>
  keys.map((AttributeName, index) => ({
    AttributeName,
    KeyType: index === 0 ? ("HASH" as const) : ("RANGE" as const),
  }));

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Something that answers every request of DynamoDB's protocol with one error. */
export async function startFailing(error: string, message: string) {
  const server = createServer((_, response) => {
    response.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}`, message }));
  });
  return { endpoint: await listen(server), stop: () => new Promise((resolve) => server.close(resolve)) };
}
