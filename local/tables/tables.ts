import type { RequestListener, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SessionGate } from "../identity/access";
import type { Key, TableSettings } from "../stack/table-settings";
import type { ChangeLog } from "../streams/change-log";
import { forThisComputer } from "../this-computer";
import { captureChanges } from "./change-capture";
import { checkDatabaseFolder } from "./database-folder";
import { errorAnswer, openDynalite, type TablesAnswer } from "./dynalite";
import { removeExpired } from "./expiry";
import { createOperations } from "./operations";
import { refusalOf } from "./session-gate";

interface Options {
  /** The folder of the data; without it, they are in memory. */
  readonly path?: string;
  /** Without it, any that is free. */
  readonly port?: number;
  readonly now?: () => Date;
  /** Learns what writes change in the tables whose streams are read; without it, nobody does. */
  readonly changes?: ChangeLog;
  /** Comes between a request and what answers it. */
  readonly inFront?: (listener: RequestListener) => RequestListener;
  /** Of the pages that may ask besides those of this computer. */
  readonly origins?: readonly string[];
  /** Decides about sessions of an identity pool; without it, there are none. */
  readonly gate?: SessionGate | undefined;
  /** Hears the operation and the body of every request that is not the sweep's. */
  readonly onRequest?: (operation: string, body: string) => void;
}

/** An embedded DynamoDB. Its tables are as those in AWS, but for backups and transactions of several writes. */
export interface EmbeddedTables {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** Removes what has expired, and says how many items. It happens every minute anyway. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
}

const SWEEP_EVERY_MS = 60_000;

export async function startTables(
  tables: readonly TableSettings[],
  {
    path,
    port = 0,
    now = () => new Date(),
    changes,
    origins = [],
    inFront,
    gate,
    onRequest = () => {},
  }: Options = {},
): Promise<EmbeddedTables> {
  if (path !== undefined) await checkDatabaseFolder(path);
  const dynalite = openDynalite(path);
  const { server } = dynalite;
  const capture = captureChanges(changes, tables, dynalite);
  const operations = createOperations({ tables, dynalite, capture, now });
  const guarded = forThisComputer(origins, async (request, response) => {
    const { method, url, headers } = request;
    const isSweep = headers.authorization?.includes(`Credential=${SWEEPER}/`) ?? false;
    const operation = String(headers["x-amz-target"]).replace(/^.*\./, "");
    try {
      const body = await buffer(request);
      if (!isSweep) onRequest(operation, body.toString());
      const asked = { method, url, headers, body };
      const refusal = await refusalOf(asked, gate, tables);
      send(response, refusal ?? (await operations.answer(asked, { operation, isSweep })));
    } catch {
      // Whoever has given up hears nothing of it.
      send(response, errorAnswer("com.amazonaws.dynamodb.v20120810#InternalServerError", {}, 500));
    }
  });
  server.on("request", inFront?.(guarded) ?? guarded);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connect = (accessKeyId: string) =>
    DynamoDBDocumentClient.from(
      new DynamoDBClient({
        endpoint,
        region: "local",
        credentials: { accessKeyId, secretAccessKey: "local" },
      }),
    );
  const client = connect("local");
  const sweeper = connect(SWEEPER);

  let sweeping: Promise<number> = Promise.resolve(0);
  const sweep = () => {
    sweeping = sweeping.catch(() => 0).then(() => removeExpired(sweeper, tables, now()));
    return sweeping;
  };
  // A sweep that fails is repeated in a minute.
  const timer = setInterval(() => void sweep().catch(() => {}), SWEEP_EVERY_MS);
  timer.unref();
  const stop = async () => {
    clearInterval(timer);
    await sweeping.catch(() => {});
    await operations.idle();
    client.destroy();
    sweeper.destroy();
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      server.closeAllConnections();
    });
  };

  try {
    await prepare(sweeper, tables, path);
    await capture.recover();
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
  return { endpoint, client, sweep, stop };
}

const send = (response: ServerResponse, { status, headers, body }: TablesAnswer) =>
  response.writeHead(status, headers).end(body);

/** Who the tables' own requests are from. */
const SWEEPER = "sweeper";

/** Creates the tables that are missing. Those that exist must still be what the template says. */
async function prepare(
  client: DynamoDBDocumentClient,
  tables: readonly TableSettings[],
  path: string | undefined,
): Promise<void> {
  for (const table of tables) {
    const wanted = definitionOf(table);
    const existing = await describe(client, table.name);
    if (existing === undefined) await create(client, wanted);
    else if (shapeOf(existing) !== shapeOf(wanted))
      throw new Error(
        `${table.name} in ${path} has other keys or indexes than the template now gives it. ` +
          "Start with --fresh, which begins with empty tables",
      );
  }
}

/** A table is there a moment before it takes requests. */
async function create(client: DynamoDBDocumentClient, table: CreateTableCommandInput): Promise<void> {
  await client.send(new CreateTableCommand(table));
  while ((await describe(client, table.TableName))?.TableStatus !== "ACTIVE") await setTimeout(5);
}

async function describe(
  client: DynamoDBDocumentClient,
  name: string | undefined,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
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
