import { type DomainClaim, type OwnedDomain, recordName } from "../../shared/tenants/domain";
import type { ClaimRefusal, DomainPorts, Proven, TenantDomain } from "../../shared/tenants/domain-claims";
import { domainsTable } from "../../shared/tenants/domains-table";
import { CommandError, noSuchTenant } from "../cli/errors";
import { domainFrom, tenantIdFrom } from "../cli/values";
import type { Stage } from "../stage/stage";
import { tenantRows } from "../stores/tenant-rows";

/** What the commands about a tenant's domains have in common. */
export const ARGUMENTS = { id: "<id>", domain: "<domain>" } as const;

export const tenantDomainFrom = (args: Readonly<Record<keyof typeof ARGUMENTS, string>>): TenantDomain => ({
  tenantId: tenantIdFrom(args.id),
  domain: domainFrom(args.domain),
});

export const openDomains = async (stage: Stage): Promise<DomainPorts> => ({
  domains: await stage.open("TenantsTable", domainsTable),
  tenants: await stage.open("TenantsTable", tenantRows),
});

export function refused({ kind }: ClaimRefusal, { tenantId, domain }: TenantDomain): CommandError {
  if (kind === "unknown-tenant") return noSuchTenant(tenantId);
  return new CommandError(
    `${domain} belongs to a public mail provider: every customer of that provider could become a member. Invite ` +
      "people by their addresses instead.",
  );
}

export const taken = (
  { owner }: Extract<Proven, { kind: "taken" }>,
  { domain }: TenantDomain,
): CommandError =>
  new CommandError(
    `${domain} is owned by ${owner}. To release it first: npm run tenants:release-domain -- ${owner} ${domain}`,
  );

export const describeOwnership = (
  { tenantId, domain, how, provenAt }: OwnedDomain,
  isNew: boolean,
): readonly string[] => [
  isNew
    ? `The tenant ${tenantId} owns ${domain}.`
    : `The tenant ${tenantId} owned ${domain} already, ${how === "dns" ? "by a record in DNS" : "by the word of an operator"} since ${provenAt}.`,
];

/** The record that has to be made in the DNS of the domain. */
export const describeRecord = ({ domain, token }: DomainClaim): readonly string[] => [
  `  name   ${recordName(domain)}`,
  "  type   TXT",
  `  value  ${token}`,
];

export const proveLater = ({ tenantId, domain }: TenantDomain): string =>
  `npm run tenants:prove-domain -- ${tenantId} ${domain}`;
