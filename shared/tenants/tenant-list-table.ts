import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { folded } from "../folded";
import { isRecord } from "../json";
import type { Page, PageRequest } from "../paging";
import { FaultError } from "../runtime/errors";
import { isPositionInListing, type ListingPosition, listingPage } from "./listing";
import { readTenant, type Tenant } from "./tenant";

/** Tenants by name, and after them those that only their id finds. */
export interface TenantList {
  /** @param q the beginning of a name or an id */
  list(
    q: string,
    page: PageRequest<TenantPosition>,
    signal: AbortSignal,
  ): Promise<Page<Tenant, TenantPosition>>;
}

/** Where a page of tenants ended; an id alone is in the second part of the list, and so is the beginning of that. */
export type TenantPosition = ListingPosition | { readonly id: string | null };

const LISTING = "tenants";
const TENANT = "tenant#";

/** By what the index `byListing` shows a tenant: sorted by name. The id keeps those apart that are called the same. */
export const listedTenant = ({ id, name }: Pick<Tenant, "id" | "name">) => ({
  listing: LISTING,
  sortKey: `${folded(name)}#${id}`,
});

/** Whether something that anybody can write is a position in the list of this search. */
export const isTenantPosition =
  (q: string) =>
  (value: unknown): value is TenantPosition => {
    if (!isRecord(value)) return false;
    const { id, sortKey } = value;
    if (id === null) return q !== "";
    if (typeof id !== "string" || !id.startsWith(TENANT)) return false;
    if (sortKey !== undefined) return isPositionInListing(folded(q))(value);
    return q !== "" && id.startsWith(TENANT + idPrefix(q)) && Buffer.byteLength(id) <= 256;
  };

/** Ids are in lower case, and no longer than this. */
const idPrefix = (q: string): string => q.toLowerCase().slice(0, 64);

export function tenantListTable(client: DynamoDBDocumentClient, TableName: string): TenantList {
  /** The second part of a list: those whose id begins so, and whose name does not. */
  const byId = async (
    q: string,
    limit: number,
    after: string | null,
    abortSignal: AbortSignal,
  ): Promise<Page<Tenant, TenantPosition>> => {
    const { Items = [], LastEvaluatedKey: last } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "byListingAndId",
        KeyConditionExpression: "listing = :listing AND begins_with(id, :prefix)",
        ExpressionAttributeValues: { ":listing": LISTING, ":prefix": TENANT + idPrefix(q) },
        Limit: limit,
        ...(after !== null && { ExclusiveStartKey: { listing: LISTING, id: after } }),
      }),
      { abortSignal },
    );
    return {
      entries: Items.map(readListed).filter(({ name }) => !folded(name).startsWith(folded(q))),
      next: last === undefined ? undefined : { id: String(last.id) },
    };
  };
  return {
    async list(q, { limit, from }, signal) {
      if (from !== undefined && !("sortKey" in from)) return byId(q, limit, from.id, signal);
      const listing = { listing: LISTING, prefix: folded(q) };
      const { entries, next } = await listingPage(client, TableName, listing, { limit, from }, signal);
      const found = entries.map(readListed);
      if (next !== undefined || q === "") return { entries: found, next };
      const left = limit - found.length;
      if (left === 0) return { entries: found, next: { id: null } };
      const others = await byId(q, left, null, signal);
      return { entries: [...found, ...others.entries], next: others.next };
    },
  };
}

function readListed(item: Readonly<Record<string, unknown>>): Tenant {
  const id = String(item.id);
  if (!id.startsWith(TENANT)) throw new FaultError("a listing holds what is not of its kind");
  return readTenant(id.slice(TENANT.length), item);
}
