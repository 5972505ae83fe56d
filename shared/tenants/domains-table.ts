import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Page, PageRequest } from "../paging";
import { FaultError } from "../runtime/errors";
import { claimName, type Domain, type DomainClaim, readClaim, readOwnership } from "./domain";
import type { ListingPosition } from "./listing";
import { listingPage } from "./listing-table";
import type { Registry } from "./registry";
import { registryTable } from "./registry-table";

export interface Domains {
  /** By the domain. */
  readonly ownerships: Registry<Domain>;
  /** By domain and tenant. */
  readonly claims: Registry<DomainClaim>;
  /** What a tenant owns, and what it claims, by domain. */
  list(
    tenantId: string,
    page: PageRequest<ListingPosition>,
    signal: AbortSignal,
  ): Promise<Page<Domain | DomainClaim, ListingPosition>>;
}

const DOMAIN = "domain#";
const CLAIM = "claim#";

const listingOf = (tenantId: string) => `domains#${tenantId}`;

/** Keeps who owns a domain under `domain#<domain>`, and who claims it under `claim#<domain>#<tenantId>`. */
export const domainsTable = (client: DynamoDBDocumentClient, table: string): Domains => ({
  ownerships: registryTable<Domain>(client, table, {
    keyOf: (domain) => DOMAIN + domain,
    nameOf: ({ domain }) => domain,
    read: readOwnership,
    listed: (ownership) =>
      ownership.status === "owned"
        ? { listing: listingOf(ownership.tenantId), sortKey: ownership.domain }
        : undefined,
  }),
  claims: registryTable<DomainClaim>(client, table, {
    keyOf: (name) => CLAIM + name,
    nameOf: claimName,
    read: readClaim,
    listed: ({ status, tenantId, domain }) =>
      status === "open" ? { listing: listingOf(tenantId), sortKey: `${domain}#claim` } : undefined,
  }),
  async list(tenantId, page, signal) {
    const { entries, next } = await listingPage(
      client,
      table,
      { listing: listingOf(tenantId) },
      page,
      signal,
    );
    return { entries: entries.map(readListed), next };
  },
});

function readListed(item: Readonly<Record<string, unknown>>): Domain | DomainClaim {
  const id = String(item.id);
  if (id.startsWith(DOMAIN)) return readOwnership(id.slice(DOMAIN.length), item);
  if (id.startsWith(CLAIM)) return readClaim(id.slice(CLAIM.length), item);
  throw new FaultError("a listing holds what is not of its kind");
}
