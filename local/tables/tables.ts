import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import {
  type AttributeDefinition,
  type CreateTableCommandInput,
  DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SessionGate } from "../identity/access";
import { type Journal, openJournal } from "../journal/journal";
import { whenSettled } from "../journal/when-settled";
import { parseJson } from "../json";
import type { Key, TableSettings } from "../stack/table-settings";
import type { ChangeLog } from "../streams/change-log";
import { forThisComputer } from "../this-computer";
import { errorAnswer, type TablesAnswer, type TablesRequest } from "./dynalite";
import { removeExpired } from "./expiry";
import { createOperations, type Operations } from "./operations";
import { jsonTypeOf, operationIn, refusalOfProtocol } from "./protocol";
import { refusalOf } from "./session-gate";

interface Options {
  /** Keeps tables and items; without it, they are in memory. */
  readonly journal?: Journal;
  /** Without it, any free port. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Records what writes change in the tables whose streams are read. It has to use the same journal. */
  readonly changes?: ChangeLog;
  /** Wraps the listener of the tables. */
  readonly inFront?: (listener: RequestListener) => RequestListener;
  /** The origins of pages elsewhere that may send requests. Pages of this computer always may. */
  readonly origins?: readonly string[];
  /** Decides about sessions of an identity pool; without it, there are none. */
  readonly gate?: SessionGate | undefined;
  /** Called with the operation and the body of every request. */
  readonly onRequest?: (operation: string, body: string) => void;
}

/** An embedded DynamoDB. It lacks backups and transactions of several writes. */
export interface EmbeddedTables {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** Answers like the endpoint, but without a connection. */
  answer(request: TablesRequest): Promise<TablesAnswer>;
  /** Removes what has expired, and says how many items. It happens every minute anyway. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;

export async function startTables(
  tables: readonly TableSettings[],
  {
    journal = openJournal(undefined),
    port = 0,
    now = () => new Date(),
    changes,
    origins = [],
    inFront,
    gate,
    onRequest = () => {},
  }: Options = {},
): Promise<EmbeddedTables> {
  const operations = createOperations({ tables, journal, changes, now });
  await prepare(operations, tables);

  async function answer(request: TablesRequest): Promise<TablesAnswer> {
    try {
      const operation = operationIn(request) ?? "";
      const body = String(request.body);
      onRequest(operation, body);
      const input = parseJson(body);
      const refusal = (await refusalOf(request, input, gate, tables)) ?? refusalOfProtocol(request, input);
      return refusal ?? (await operations.answer(operation, input));
    } catch {
      // A failure of the imitation itself is answered like an internal error of DynamoDB.
      return errorAnswer("com.amazonaws.dynamodb.v20120810#InternalServerError", {}, 500);
    }
  }
  const guarded = forThisComputer(origins, async (request, response) => {
    const { method, url, headers } = request;
    const body = await buffer(request).catch(() => undefined);
    if (body === undefined) return;
    const asked = { method, url, headers, body };
    send(response, await answer(asked), jsonTypeOf(asked));
  });
  const server = createServer(whenSettled([journal], inFront?.(guarded) ?? guarded));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: "local",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );

  let sweeping: Promise<number> = Promise.resolve(0);
  const sweep = () => {
    sweeping = sweeping.catch(() => 0).then(() => removeExpired(operations, tables, now()));
    return sweeping;
  };
  // A failed sweep is repeated after a minute.
  const timer = setInterval(() => void sweep().catch(() => {}), SWEEP_EVERY_MS);
  timer.unref();
  return {
    endpoint,
    client,
    answer,
    sweep,
    async stop() {
      clearInterval(timer);
      await sweeping.catch(() => {});
      client.destroy();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
}

const send = (response: ServerResponse, { status, headers, body }: TablesAnswer, type: string) =>
  response
    .writeHead(status, { ...headers, "content-type": type, "content-length": Buffer.byteLength(body) })
    .end(body);

/** Creates the tables that are missing. Those that exist must still be what the template says. */
async function prepare({ perform }: Operations, tables: readonly TableSettings[]): Promise<void> {
  const describe = (TableName: string): TableDescription | undefined => {
    const { status, body } = perform("DescribeTable", { TableName });
    return status === 200 ? JSON.parse(body).Table : undefined;
  };
  for (const table of tables) {
    const wanted = definitionOf(table);
    const existing = describe(table.name);
    if (existing !== undefined && shapeOf(existing) !== shapeOf(wanted))
      throw new Error(
        `${table.name} has other keys or indexes than the template now gives it. ` +
          "Start with --fresh, which begins with empty tables",
      );
    if (existing !== undefined) continue;
    const { status, body } = perform("CreateTable", wanted);
    if (status !== 200) throw new Error(`${table.name} cannot be created: ${body}`);
  }
  // A table is there a moment before it takes requests.
  while (tables.some(({ name }) => describe(name)?.TableStatus !== "ACTIVE")) await setTimeout(1);
}

function definitionOf({ name, key, indexes }: TableSettings): CreateTableCommandInput {
  const types = new Map(
    [key, ...indexes.map((index) => index.key)]
      .flatMap(partsOf)
      .map(({ attribute, type }) => [attribute, type]),
  );
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keySchema(key),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.key),
        Projection: {
          ProjectionType: index.projection,
          ...(index.included.length > 0 && { NonKeyAttributes: [...index.included] }),
        },
      })),
    }),
  };
}

const partsOf = ({ hash, range }: Key) => (range === undefined ? [hash] : [hash, range]);

const keySchema = (key: Key) =>
  partsOf(key).map(({ attribute }, position) => ({
    AttributeName: attribute,
    KeyType: position === 0 ? ("HASH" as const) : ("RANGE" as const),
  }));

/** What cannot be changed of a table, in a form to compare: keys, their types and the indexes, in any order. */
function shapeOf({
  KeySchema,
  AttributeDefinitions = [],
  GlobalSecondaryIndexes = [],
}: Pick<TableDescription, "KeySchema" | "AttributeDefinitions" | "GlobalSecondaryIndexes">): string {
  const typeOf = ({ AttributeName, AttributeType }: AttributeDefinition) =>
    `${AttributeName} ${AttributeType}`;
  const keys = (schema: TableDescription["KeySchema"] = []) =>
    schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`);
  return JSON.stringify([
    keys(KeySchema),
    AttributeDefinitions.map(typeOf).sort(),
    GlobalSecondaryIndexes.map(({ IndexName, KeySchema: schema, Projection }) =>
      [IndexName, ...keys(schema), Projection?.ProjectionType, ...(Projection?.NonKeyAttributes ?? [])].join(
        " ",
      ),
    ).sort(),
  ]);
}
