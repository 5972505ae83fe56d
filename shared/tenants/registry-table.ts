import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { unlessConditionFails } from "../aws/dynamodb";
import { FaultError } from "../runtime/errors";
import { listingPage } from "./listing-table";
import type { Entry, ListedRegistry, Registry } from "./registry";

type Item = Readonly<Record<string, unknown>>;

interface Kind<Kept extends Entry> {
  /** The key of an entry, by its name. */
  readonly keyOf: (name: string) => string;
  readonly nameOf: (entry: Kept) => string;
  readonly read: (name: string, item: Item) => Kept;
  /** The entry's place in the index `byListing`; undefined for an entry that has ended, which no list shows. */
  readonly listed: (entry: Kept) => { readonly listing: string; readonly sortKey: string } | undefined;
}

/** Keeps one kind of entry in the Tenants table. */
export const registryTable = <Kept extends Entry>(
  client: DynamoDBDocumentClient,
  table: string,
  { keyOf, nameOf, read, listed }: Kind<Kept>,
): Registry<Kept> => ({
  async find(name, abortSignal) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { id: keyOf(name) }, ConsistentRead: true }),
      { abortSignal },
    );
    return Item === undefined ? undefined : read(name, Item);
  },
  replace: (before, entry, abortSignal) =>
    unlessConditionFails(
      client.send(
        new PutCommand({
          TableName: table,
          Item: { ...entry, id: keyOf(nameOf(entry)), ...listed(entry) },
          ...(before === undefined
            ? { ConditionExpression: "attribute_not_exists(id)" }
            : {
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: { ":version": before.version },
              }),
        }),
        { abortSignal },
      ),
    ),
});

/** The same for a kind whose entries all stand in one listing until they end. */
export const listedRegistryTable = <Kept extends Entry>(
  client: DynamoDBDocumentClient,
  table: string,
  kind: Omit<Kind<Kept>, "listed"> & {
    readonly listing: string;
    /** The sort key in the listing; undefined for an entry that has ended. */
    readonly sortKeyOf: (entry: Kept) => string | undefined;
  },
): ListedRegistry<Kept> => {
  const { listing, sortKeyOf, keyOf, read } = kind;
  const listed = (entry: Kept) => {
    const sortKey = sortKeyOf(entry);
    return sortKey === undefined ? undefined : { listing, sortKey };
  };
  return {
    ...registryTable(client, table, { ...kind, listed }),
    async list(page, signal) {
      const { entries, next } = await listingPage(client, table, { listing }, page, signal);
      return { entries: entries.map((item) => read(nameIn(item, keyOf), item)), next };
    },
  };
};

function nameIn({ id }: Item, keyOf: (name: string) => string): string {
  const prefix = keyOf("");
  if (typeof id !== "string" || !id.startsWith(prefix))
    throw new FaultError("a listing holds what is not of its kind");
  return id.slice(prefix.length);
}
