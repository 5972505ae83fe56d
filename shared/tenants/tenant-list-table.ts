import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { folded } from "../folded";
import type { Page } from "../paging";
import { FaultError } from "../runtime/errors";
import { listingPage } from "./listing-table";
import { readTenant, type Tenant } from "./tenant";
import { idPrefix, TENANT_KEY, TENANT_LISTING, type TenantList, type TenantPosition } from "./tenant-list";

export function tenantListTable(client: DynamoDBDocumentClient, TableName: string): TenantList {
  /** The second part of a list: tenants found by their id but not by their name. */
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
        ExpressionAttributeValues: { ":listing": TENANT_LISTING, ":prefix": TENANT_KEY + idPrefix(q) },
        Limit: limit,
        ...(after !== null && { ExclusiveStartKey: { listing: TENANT_LISTING, id: after } }),
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
      const listing = { listing: TENANT_LISTING, prefix: folded(q) };
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
  if (!id.startsWith(TENANT_KEY)) throw new FaultError("a listing holds what is not of its kind");
  return readTenant(id.slice(TENANT_KEY.length), item);
}
