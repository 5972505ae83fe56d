import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import { createRequire } from "node:module";
import { crc32 } from "node:zlib";
import type { Json } from "../stack/properties";
import type { Item } from "./items";
import type { Store, TableDescription } from "./store";

export interface TablesRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface TablesAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** An error of dynalite that is an answer. */
interface Refusal {
  readonly statusCode?: number;
  readonly body?: object;
}

/** An operation of dynalite: what it takes, and what it does. */
interface Operation {
  readonly types: Json;
  readonly custom: unknown;
  readonly run: (
    store: Store,
    input: unknown,
    done: (error: Refusal | null, result?: object) => void,
  ) => void;
}

interface Validations {
  checkTypes(input: unknown, types: Json): unknown;
  checkValidations(input: unknown, types: Json, custom: unknown, store: Store): void;
}

export const DYNALITE_OPERATIONS: readonly string[] = (
  "BatchGetItem BatchWriteItem CreateTable DeleteItem DeleteTable DescribeTable DescribeTimeToLive GetItem ListTables " +
  "ListTagsOfResource PutItem Query Scan TagResource UntagResource UpdateItem UpdateTable"
).split(" ");

// Only these parts of dynalite are loaded: its server and its database on disk are not needed.
const load = createRequire(require.resolve("dynalite"));
const validations = load("./validations") as Validations;
const { updateIndexes } = load("./db") as {
  updateIndexes(
    store: Store,
    table: TableDescription,
    before: Item | undefined,
    after: Item,
    done: () => void,
  ): void;
};
const operations: ReadonlyMap<string, Operation> = new Map(
  DYNALITE_OPERATIONS.map((name) => {
    const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return [name, { ...load(`./validations/${file}`), run: load(`./actions/${file}`) }];
  }),
);

/** Enters items that are in a store already into the indexes of their table. */
export function indexItems(store: Store, table: TableDescription, items: readonly Item[]): void {
  for (const item of items) updateIndexes(store, table, undefined, item, () => {});
}

/** Runs an operation of DynamoDB as dynalite understands it, on a store. Its answer may come before this returns. */
export function runOperation(
  store: Store,
  name: string,
  input: unknown,
  answer: (answer: TablesAnswer) => void,
): void {
  const operation = operations.get(name);
  const checked = operation === undefined ? UNKNOWN_OPERATION : check(store, operation, input);
  if (!("input" in checked)) answer(checked);
  else
    operation?.run(store, checked.input, (error, result) => {
      const told = error ? refusalOf(error) : jsonAnswer(200, result);
      if (told === undefined) throw error;
      answer(told);
    });
}

/** The input as the operation takes it, or the answer to what it does not take. */
function check(
  store: Store,
  { types, custom }: Operation,
  given: unknown,
): { readonly input: unknown } | TablesAnswer {
  try {
    const input = validations.checkTypes(given, types);
    validations.checkValidations(input, types, custom, store);
    return { input };
  } catch (error) {
    // For some malformed requests, dynalite throws other errors.
    return refusalOf(error as Refusal) ?? NOT_SERIALIZABLE;
  }
}

const refusalOf = ({ statusCode, body }: Refusal): TablesAnswer | undefined =>
  statusCode === undefined ? undefined : jsonAnswer(statusCode, body);

/** 52 capitals and digits, as in DynamoDB. Node makes UUIDs from a supply of random bytes, and so without a call to the system. */
const requestId = () => `${randomUUID()}${randomUUID()}`.replaceAll("-", "").toUpperCase().slice(0, 52);

function jsonAnswer(status: number, content: unknown): TablesAnswer {
  const body = JSON.stringify(content);
  return {
    status,
    headers: { "x-amz-crc32": crc32(body), "x-amzn-requestid": requestId() },
    body,
  };
}

export const errorAnswer = (type: string, members: object = {}, status = 400): TablesAnswer =>
  jsonAnswer(status, { __type: type, ...members });

/** An error of DynamoDB, by its name. */
export const dynamoError = (name: string, members: object): TablesAnswer =>
  errorAnswer(`com.amazonaws.dynamodb.v20120810#${name}`, members);

export const validationError = (message: string): TablesAnswer =>
  errorAnswer("com.amazon.coral.validate#ValidationException", { message });

const NOT_SERIALIZABLE = errorAnswer("com.amazon.coral.service#SerializationException");
const UNKNOWN_OPERATION = errorAnswer("com.amazon.coral.service#UnknownOperationException");
