import type { Happening } from "../../../shared/events/domain-event";
import type { Item } from "../stream-record";
import { domainIn, tenantIn, wordIn } from "./fields";

const ownershipIn = wordIn("owned", "released");
const claimIn = wordIn("open", "withdrawn", "proven");

const howIn = wordIn("dns", "operator");

/**
 * What has happened to the owner of a domain. If it changes hands, the former owner and the new one have an event
 * each.
 */
export function happenedToDomain(
  domain: string,
  before: Item | undefined,
  after: Item,
): readonly Happening[] {
  const from = ownerIn(before);
  const to = ownerIn(after);
  if (from === to) return [];
  return [
    ...(from === undefined ? [] : [{ type: "domain.released", ...ofTenant(domain, from) } as const]),
    ...(to === undefined
      ? []
      : [{ type: "domain.proven", ...ofTenant(domain, to), to: { how: howIn(after, "how") } } as const]),
  ];
}

const ownerIn = (ownership: Item | undefined): string | undefined =>
  ownership === undefined || ownershipIn(ownership, "status") === "released"
    ? undefined
    : tenantIn(ownership, "tenantId");

/** What has happened to a claim. The event of its proof comes from the domain, which has an owner then. */
export function happenedToClaim(before: Item | undefined, after: Item): readonly Happening[] {
  const happened = ofTenant(domainIn(after, "domain"), tenantIn(after, "tenantId"));
  const from = before === undefined ? undefined : claimIn(before, "status");
  const status = claimIn(after, "status");
  if (status === "open" && from !== "open") return [{ type: "domain.claimed", ...happened }];
  if (status === "withdrawn" && from === "open") return [{ type: "domain.withdrawn", ...happened }];
  return [];
}

const ofTenant = (domain: string, tenantId: string) => ({ tenantId, subject: { domain, tenantId } });
