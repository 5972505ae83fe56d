import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../aws/dynamodb";
import { FaultError } from "../runtime/errors";
import type { Entry, PageKey, Registry } from "./registry";

type Item = Readonly<Record<string, unknown>>;

interface Kind<Kept extends Entry> {
  /** The key of an entry, by the name that it is found by. */
  readonly keyOf: (name: string) => string;
  readonly nameOf: (entry: Kept) => string;
  readonly read: (name: string, item: Item) => Kept;
  /** The listing in the index `byListing`. */
  readonly listing: string;
  /** By what the listing is sorted; undefined for an entry that has ended, which no list shows. */
  readonly sortKeyOf: (entry: Kept) => string | undefined;
}

/** Keeps one kind of entry in the Tenants table. */
export function registryTable<Kept extends Entry>(
  client: DynamoDBDocumentClient,
  table: string,
  { keyOf, nameOf, read, listing, sortKeyOf }: Kind<Kept>,
): Registry<Kept> {
  return {
    async find(name, abortSignal) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { id: keyOf(name) }, ConsistentRead: true }),
        { abortSignal },
      );
      return Item === undefined ? undefined : read(name, Item);
    },
    async replace(before, entry, abortSignal) {
      const sortKey = sortKeyOf(entry);
      const Item = {
        ...entry,
        id: keyOf(nameOf(entry)),
        ...(sortKey !== undefined && { listing, sortKey }),
      };
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item,
            ...(before === undefined
              ? { ConditionExpression: "attribute_not_exists(id)" }
              : {
                  ConditionExpression: "version = :version",
                  ExpressionAttributeValues: { ":version": before.version },
                }),
          }),
          { abortSignal },
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
    async list(from, limit, abortSignal) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: "byListing",
          KeyConditionExpression: "listing = :listing",
          ExpressionAttributeValues: { ":listing": listing },
          Limit: limit,
          ...(from !== undefined && { ExclusiveStartKey: { listing, ...from } }),
        }),
        { abortSignal },
      );
      return { entries: Items.map((item) => read(nameIn(item, keyOf), item)), next: keyIn(LastEvaluatedKey) };
    },
  };
}

function nameIn({ id }: Item, keyOf: (name: string) => string): string {
  const prefix = keyOf("");
  if (typeof id !== "string" || !id.startsWith(prefix))
    throw new FaultError("a listing holds what is not of its kind");
  return id.slice(prefix.length);
}

function keyIn(key: Item | undefined): PageKey | undefined {
  if (key === undefined) return undefined;
  return { sortKey: String(key.sortKey), id: String(key.id) };
}
