import { AccessError, type Deed, type SessionGate } from "../identity/access";
import { isObject, type Json } from "../stack/properties";
import type { Key, TableSettings } from "../stack/table-settings";
import { queriedValue } from "./key-condition";

/** An action on an item, or on those that one key leads to. */
interface Touch {
  /** Without its service. */
  readonly action: string;
  readonly table: string;
  readonly index?: string | undefined;
  /** Undefined if there is none, or if it cannot be determined for sure. */
  readonly leadingKey: string | undefined;
  readonly attributes: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}

const OF_ONE_ITEM: Readonly<Record<string, "Key" | "Item">> = {
  GetItem: "Key",
  PutItem: "Item",
  UpdateItem: "Key",
  DeleteItem: "Key",
};

/** The members of a transaction's entry, and the action that each is by itself. */
const IN_TRANSACTIONS: Readonly<Record<string, string>> = {
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
};

/**
 * What an operation is about to do, in the terms of policies. A request whose meaning is not certain is refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function deedsOf(
  operation: string,
  input: unknown,
  tables: readonly TableSettings[],
  { region, accountId }: Pick<SessionGate, "region" | "accountId">,
): readonly Deed[] {
  if (!isObject(input)) throw unreadable("the body is not an object");
  const arnOf = (table: string, index?: string) =>
    `arn:aws:dynamodb:${region}:${accountId}:table/${table}${index === undefined ? "" : `/index/${index}`}`;
  const touches = touchesOf(operation, input, tables);
  if (touches === undefined) {
    const resource = input.TableName === undefined ? "*" : arnOf(nameIn(input.TableName));
    return [{ action: `dynamodb:${operation}`, resource, context: {} }];
  }
  // One action on one table is one deed, about all items that it touches there.
  const firsts = touches.filter((touch, at) => touches.findIndex((other) => isAlike(touch, other)) === at);
  return firsts.map((first) => {
    const same = touches.filter((touch) => isAlike(touch, first));
    const leadingKeys = allKnown(
      touches.filter(({ table }) => table === first.table).map(({ leadingKey }) => leadingKey),
    );
    const attributes = [...new Set(same.flatMap((touch) => touch.attributes))];
    return {
      action: `dynamodb:${first.action}`,
      resource: arnOf(first.table, first.index),
      context: {
        ...first.context,
        ...(leadingKeys !== undefined && { "dynamodb:LeadingKeys": leadingKeys }),
        ...(attributes.length > 0 && { "dynamodb:Attributes": attributes }),
      },
    };
  });
}

const isAlike = (one: Touch, other: Touch): boolean =>
  one.action === other.action && one.table === other.table;

/** All keys, or undefined if one of them is unknown. */
const allKnown = (keys: readonly (string | undefined)[]): readonly string[] | undefined =>
  keys.every((key) => key !== undefined) ? [...new Set(keys)] : undefined;

/** Undefined for an operation that is about no items. */
function touchesOf(
  operation: string,
  input: Json,
  tables: readonly TableSettings[],
): readonly Touch[] | undefined {
  const touch = (action: string, about: Json, item: unknown, context: Touch["context"] = {}): Touch => {
    const table = nameIn(about.TableName);
    if (!isObject(item)) throw unreadable(`${action} names no item`);
    const key = tables.find(({ name }) => name === table)?.key;
    const leadingKey = key && textOf(own(item, key.hash.attribute), key);
    return { action, table, leadingKey, attributes: [...Object.keys(item), ...attributesIn(about)], context };
  };
  const member = Object.hasOwn(OF_ONE_ITEM, operation) ? OF_ONE_ITEM[operation] : undefined;
  if (member !== undefined)
    return [
      touch(operation, input, input[member], operation === "GetItem" ? selected(input) : returned(input)),
    ];
  switch (operation) {
    case "Query":
    case "Scan":
      return [search(operation, input, tables)];
    case "BatchGetItem":
      return entriesIn(input.RequestItems).flatMap(([TableName, about]) =>
        listIn(about.Keys).map((key) => touch(operation, { ...about, TableName }, key, selected(about))),
      );
    case "BatchWriteItem":
      return batchIn(input.RequestItems).flatMap(([TableName, requests]) =>
        requests.map((request) => {
          const [kind, write] = onlyMember(request);
          if (kind !== "PutRequest" && kind !== "DeleteRequest") throw unreadable(`${kind} is no request`);
          return touch(operation, { TableName }, kind === "PutRequest" ? write.Item : write.Key);
        }),
      );
    case "TransactGetItems":
    case "TransactWriteItems":
      return listIn(input.TransactItems).map((entry) => {
        const [kind, about] = onlyMember(entry);
        const action = Object.hasOwn(IN_TRANSACTIONS, kind) ? IN_TRANSACTIONS[kind] : undefined;
        if (action === undefined) throw unreadable(`${kind} is no action`);
        return touch(action, about, kind === "Put" ? about.Item : about.Key);
      });
    default:
      return undefined;
  }
}

/** A Scan has no leading key: it reads them all. */
function search(operation: string, input: Json, tables: readonly TableSettings[]): Touch {
  const table = nameIn(input.TableName);
  const index = input.IndexName === undefined ? undefined : nameIn(input.IndexName);
  const settings = tables.find(({ name }) => name === table);
  const key = index === undefined ? settings?.key : settings?.indexes.find(({ name }) => name === index)?.key;
  const isQuery = operation === "Query" && key !== undefined;
  return {
    action: operation,
    table,
    index,
    leadingKey: isQuery ? textOf(queriedValue(input, key.hash.attribute), key) : undefined,
    attributes: attributesIn(input),
    context: selected(input),
  };
}

/** The part of each item that the operation returns. */
function selected(input: Json): Touch["context"] {
  const { Select, ProjectionExpression, AttributesToGet, IndexName } = input;
  if (typeof Select === "string") return { "dynamodb:Select": Select };
  const isSpecific = ProjectionExpression !== undefined || AttributesToGet !== undefined;
  const all = IndexName === undefined ? "ALL_ATTRIBUTES" : "ALL_PROJECTED_ATTRIBUTES";
  return { "dynamodb:Select": isSpecific ? "SPECIFIC_ATTRIBUTES" : all };
}

const returned = ({ ReturnValues = "NONE" }: Json): Touch["context"] => ({
  "dynamodb:ReturnValues": String(ReturnValues),
});

/** A key's value as policies compare it. A number can be written in many ways, of which only one is accepted. */
function textOf(value: unknown, { hash }: Key): string | undefined {
  const [[type = "", text] = ["", undefined], ...others] = isObject(value) ? Object.entries(value) : [];
  if (others.length > 0 || type !== hash.type || typeof text !== "string") return undefined;
  if (type === "S") return text;
  return type === "N" && /^(0|-?[1-9]\d{0,14})$/.test(text) ? text : undefined;
}

/** All attributes that are named by expressions, or by the older parameters that expressions replace. */
function attributesIn(input: Json): readonly string[] {
  const names = isObject(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {};
  const inExpressions = Object.entries(input)
    .filter(([member, value]) => member.endsWith("Expression") && typeof value === "string")
    .flatMap(([, expression]) => String(expression).match(ATTRIBUTE) ?? [])
    .filter((name) => !KEYWORDS.test(name))
    .map((name) => (name.startsWith("#") ? String(own(names, name) ?? name) : name));
  const inMembers = ["AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter"].flatMap(
    (member) => Object.keys(input[member] ?? {}),
  );
  const listed = Array.isArray(input.AttributesToGet) ? input.AttributesToGet.map(String) : [];
  return [...inExpressions, ...inMembers, ...listed];
}

/** The first name of a path: neither a placeholder of a value nor a function. */
const ATTRIBUTE = /(?<![\w.:#])#?[A-Za-z_]\w*(?!\w|\s*\()|(?<![\w.:#])#\w+/g;
const KEYWORDS = /^(and|or|not|between|in|set|remove|add|delete)$/i;

function nameIn(value: unknown): string {
  if (typeof value !== "string" || !/^[\w.-]{3,255}$/.test(value))
    throw unreadable("tables and indexes are called by their names alone");
  return value;
}

const own = (record: Json, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);

function listIn(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw unreadable("a list is missing");
  return value;
}

function entriesIn(value: unknown): readonly [string, Json][] {
  if (!isObject(value)) throw unreadable("RequestItems is not an object");
  return Object.entries(value).map(([name, about]) => {
    if (!isObject(about)) throw unreadable(`what is asked of ${name} is not an object`);
    return [name, about];
  });
}

function batchIn(value: unknown): readonly [string, readonly unknown[]][] {
  if (!isObject(value)) throw unreadable("RequestItems is not an object");
  return Object.entries(value).map(([name, requests]) => [name, listIn(requests)]);
}

function onlyMember(value: unknown): [string, Json] {
  const [[name, member] = ["", undefined], ...others] = isObject(value) ? Object.entries(value) : [];
  if (others.length > 0 || !isObject(member)) throw unreadable("an entry has exactly one member");
  return [name, member];
}

const unreadable = (what: string): AccessError =>
  new AccessError("ValidationException", `It cannot be told what this request does: ${what}`, 400);
