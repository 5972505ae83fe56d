import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { Properties } from "../../local/stack/properties";
import { tableSettings } from "../../local/stack/table-settings";
import * as embedded from "../../local/tables/tables";
import { bringNear } from "./near-tables";
import { readTemplate } from "./packaged-service";

type Item = Record<string, unknown>;

/** Access to the tables for the preparation and the checks of a test. */
export interface Items {
  put(table: string, ...items: Item[]): Promise<void>;
  get(table: string, key: Item): Promise<Item | undefined>;
  delete(table: string, key: Item): Promise<void>;
  all(table: string): Promise<Item[]>;
}

export interface Tables extends Items {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** The operations that were requested while `work` ran. */
  requestsDuring(work: () => Promise<unknown>): Promise<string[]>;
  /** The permissions that these requests need: `Query PeopleTable`, `Query PeopleTable/index/membersByName`. */
  callsDuring(work: () => Promise<unknown>): Promise<Set<string>>;
  stop(): Promise<void>;
}

interface Request {
  readonly operation: string;
  readonly body: string;
}

/** An embedded DynamoDB with the tables of the packaged template. By default they are named by their logical ids. */
export async function startTables(nameOf = (logicalId: string) => logicalId): Promise<Tables> {
  const tables = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => Type === "AWS::DynamoDB::Table")
    .map(([id, { Properties: values }]) =>
      tableSettings({ id, physicalId: nameOf(id), properties: new Properties(id, values) }),
    );
  const listeners = new Set<(request: Request) => void>();
  const requestsDuring = async (work: () => Promise<unknown>): Promise<Request[]> => {
    const requests: Request[] = [];
    const listener = (request: Request) => requests.push(request);
    listeners.add(listener);
    try {
      await work();
    } finally {
      listeners.delete(listener);
    }
    return requests;
  };
  const started = await embedded.startTables(tables, {
    // Nothing expires behind a test's back.
    now: () => new Date(0),
    onRequest: (operation, body) => {
      for (const listener of listeners) listener({ operation, body });
    },
  });
  const { endpoint, client, answer } = started;
  const endNear = bringNear(started);
  return {
    endpoint,
    client,
    ...itemsIn(answer, nameOf),
    requestsDuring: async (work) => (await requestsDuring(work)).map(({ operation }) => operation),
    callsDuring: async (work) => new Set((await requestsDuring(work)).flatMap(callsOf)),
    async stop() {
      endNear();
      await started.stop();
    },
  };
}

/** Leaves out attributes that are undefined, as our document client does. */
const AS_THE_CLIENT = { removeUndefinedValues: true };

/** Calls the tables directly. A client and a connection would take most of the time of many tests. */
export function itemsIn(answer: embedded.EmbeddedTables["answer"], nameOf: (table: string) => string): Items {
  async function perform(operation: string, table: string, input: Item = {}): Promise<Item> {
    const { status, body } = await answer({
      method: "POST",
      url: "/",
      headers: {
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        "x-amz-date": "20260101T000000Z",
        authorization: "AWS4-HMAC-SHA256 Credential=test, SignedHeaders=host, Signature=none",
        "content-type": "application/x-amz-json-1.0",
      },
      body: Buffer.from(JSON.stringify({ TableName: nameOf(table), ...input })),
    });
    if (status !== 200) throw new Error(`${operation} in ${table}: ${body}`);
    return JSON.parse(body);
  }
  const itemOf = (stored: unknown): Item => unmarshall(stored as Parameters<typeof unmarshall>[0]);
  return {
    async put(table, ...items) {
      for (const item of items) await perform("PutItem", table, { Item: marshall(item, AS_THE_CLIENT) });
    },
    async get(table, key) {
      const { Item } = await perform("GetItem", table, { Key: marshall(key) });
      return Item === undefined ? undefined : itemOf(Item);
    },
    async delete(table, key) {
      await perform("DeleteItem", table, { Key: marshall(key) });
    },
    all: async (table) => ((await perform("Scan", table)).Items as unknown[]).map(itemOf),
  };
}

/** The calls that IAM has to allow, each with its table or index. */
function callsOf({ operation, body }: Request): string[] {
  const asked: unknown = JSON.parse(body);
  const {
    TableName,
    IndexName,
    RequestItems = {},
    TransactItems = [],
  } = asked as {
    readonly TableName?: string;
    readonly IndexName?: string;
    readonly RequestItems?: Readonly<Record<string, unknown>>;
    readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName: string }>>[];
  };
  if (TransactItems.length > 0)
    return TransactItems.flatMap((item) =>
      Object.entries(item).map(
        ([kind, { TableName: table }]) =>
          `${kind === "ConditionCheck" ? "ConditionCheckItem" : `${kind}Item`} ${table}`,
      ),
    );
  if (operation === "BatchGetItem") return Object.keys(RequestItems).map((table) => `${operation} ${table}`);
  return [
    `${operation}${TableName === undefined ? "" : ` ${TableName}`}${IndexName === undefined ? "" : `/index/${IndexName}`}`,
  ];
}
