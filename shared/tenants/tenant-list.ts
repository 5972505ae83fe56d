import { folded } from "../folded";
import { isRecord } from "../json";
import type { Page, PageRequest } from "../paging";
import { isPositionInListing, type ListingPosition } from "./listing";
import type { Tenant } from "./tenant";

/** Lists tenants by name, and after them those that are found only by their id. */
export interface TenantList {
  /** @param q the beginning of a name or an id */
  list(
    q: string,
    page: PageRequest<TenantPosition>,
    signal: AbortSignal,
  ): Promise<Page<Tenant, TenantPosition>>;
}

/**
 * Where a page of tenants ended. An id alone is a position in the second part of the list, and a null id is its
 * beginning.
 */
export type TenantPosition = ListingPosition | { readonly id: string | null };

export const TENANT_LISTING = "tenants";
export const TENANT_KEY = "tenant#";

/** The place of a tenant in the index `byListing`, sorted by name. The id keeps tenants with the same name apart. */
export const listedTenant = ({ id, name }: Pick<Tenant, "id" | "name">) => ({
  listing: TENANT_LISTING,
  sortKey: `${folded(name)}#${id}`,
});

/** Whether a value, which any client can send, is a position in the list of this search. */
export const isTenantPosition =
  (q: string) =>
  (value: unknown): value is TenantPosition => {
    if (!isRecord(value)) return false;
    const { id, sortKey } = value;
    if (id === null) return q !== "";
    if (typeof id !== "string" || !id.startsWith(TENANT_KEY)) return false;
    if (sortKey !== undefined) return isPositionInListing(folded(q))(value);
    return q !== "" && id.startsWith(TENANT_KEY + idPrefix(q)) && Buffer.byteLength(id) <= 256;
  };

/** Ids are in lower case, and not longer than this. */
export const idPrefix = (q: string): string => q.toLowerCase().slice(0, 64);
