import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { Properties } from "../../local/stack/properties";
import { tableSettings } from "../../local/stack/table-settings";
import * as embedded from "../../local/tables/tables";
import { readTemplate } from "./packaged-service";

type Item = Record<string, unknown>;

export interface Tables {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  put(table: string, ...items: Item[]): Promise<void>;
  get(table: string, key: Item): Promise<Item | undefined>;
  delete(table: string, key: Item): Promise<void>;
  all(table: string): Promise<Item[]>;
  /** Which operations have been asked for while `work` went on. */
  requestsDuring(work: () => Promise<unknown>): Promise<string[]>;
  /** What the requests have needed: `Query PeopleTable`, `Query PeopleTable/index/membersByName`. */
  readonly calls: Set<string>;
  stop(): Promise<void>;
}

/** An embedded DynamoDB with the tables of the packaged template, named by their logical ids unless told otherwise. */
export async function startTables(nameOf = (logicalId: string) => logicalId): Promise<Tables> {
  const tables = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => Type === "AWS::DynamoDB::Table")
    .map(([id, { Properties: values }]) =>
      tableSettings({ id, physicalId: nameOf(id), properties: new Properties(id, values) }),
    );
  let requests: string[] = [];
  const calls = new Set<string>();
  const { endpoint, client, stop } = await embedded.startTables(tables, {
    // Nothing expires behind a test's back.
    now: () => new Date(0),
    onRequest: (operation, body) => {
      requests.push(operation);
      for (const call of callsOf(operation, body)) calls.add(call);
    },
  });
  return {
    endpoint,
    client,
    calls,
    async put(table, ...items) {
      for (const item of items) await client.send(new PutCommand({ TableName: nameOf(table), Item: item }));
    },
    get: async (table, key) =>
      (await client.send(new GetCommand({ TableName: nameOf(table), Key: key }))).Item,
    async delete(table, key) {
      await client.send(new DeleteCommand({ TableName: nameOf(table), Key: key }));
    },
    all: async (table) => (await client.send(new ScanCommand({ TableName: nameOf(table) }))).Items ?? [],
    async requestsDuring(work) {
      requests = [];
      await work();
      return requests;
    },
    stop,
  };
}

/** The calls that IAM would have to allow, with the table of each, or its index. */
function callsOf(operation: string, body: string): string[] {
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
