import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Page, PageRequest } from "../paging";
import type { Listing, ListingPosition } from "./listing";

type Item = Readonly<Record<string, unknown>>;

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
