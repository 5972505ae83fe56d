import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { isRecord } from "../json";
import type { Page, PageRequest } from "../paging";

type Item = Readonly<Record<string, unknown>>;

/** A part of the index `byListing` of the Tenants table. */
export interface Listing {
  readonly listing: string;
  /** What the sort keys begin with. */
  readonly prefix?: string;
}

/** Where a page of a listing ended. */
export interface ListingPosition {
  readonly sortKey: string;
  readonly id: string;
}

/** In bytes: what DynamoDB takes as a sort key, and as the key of a table. */
const LONGEST_SORT_KEY = 1_024;
const LONGEST_ID = 2_048;

/** Whether something that anybody can write is a position in a listing. */
export const isPositionInListing =
  (prefix = "") =>
  (value: unknown): value is ListingPosition => {
    if (!isRecord(value)) return false;
    const { sortKey, id } = value;
    return (
      typeof sortKey === "string" &&
      sortKey !== "" &&
      sortKey.startsWith(prefix) &&
      Buffer.byteLength(sortKey) <= LONGEST_SORT_KEY &&
      typeof id === "string" &&
      id !== "" &&
      Buffer.byteLength(id) <= LONGEST_ID
    );
  };

/** Reads one page of a listing. The index may be a moment late. */
export async function listingPage(
  client: DynamoDBDocumentClient,
  TableName: string,
  { listing, prefix = "" }: Listing,
  { limit, from }: PageRequest<ListingPosition>,
  abortSignal: AbortSignal,
): Promise<Page<Item, ListingPosition>> {
  const { Items = [], LastEvaluatedKey: last } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: "byListing",
      KeyConditionExpression: `listing = :listing${prefix === "" ? "" : " AND begins_with(sortKey, :prefix)"}`,
      ExpressionAttributeValues: { ":listing": listing, ...(prefix !== "" && { ":prefix": prefix }) },
      Limit: limit,
      ...(from !== undefined && {
        ExclusiveStartKey: { listing, sortKey: from.sortKey, id: from.id },
      }),
    }),
    { abortSignal },
  );
  return {
    entries: Items,
    next: last === undefined ? undefined : { sortKey: String(last.sortKey), id: String(last.id) },
  };
}
