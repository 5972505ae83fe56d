import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, changeOf, tenantOf } from "../../../shared/api/authority";
import { cursorOf, pageOf, queryOf } from "../../../shared/api/paging";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";
import { noSuchTenant } from "../../../shared/api/tenants";
import type { LookUpTexts } from "../../../shared/dns/texts";
import { readDomain } from "../../../shared/email";
import { type Domain, type DomainClaim, recordName } from "../../../shared/tenants/domain";
import { claimDomain, type Proven, proveDomain, releaseDomain } from "../../../shared/tenants/domain-claims";
import type { Domains } from "../../../shared/tenants/domains-table";
import { isPositionInListing } from "../../../shared/tenants/listing";

export interface DomainEndpointPorts extends AuthorityPorts {
  readonly domains: Domains;
  readonly lookUpTexts: LookUpTexts;
}

const READ = { inTenant: "tenants.read", onPlatform: "tenants.read" } as const;
const MANAGE = { inTenant: "tenants.manage", onPlatform: "tenants.manage" } as const;

export const domainEndpoints = (ports: DomainEndpointPorts): Endpoints => ({
  async "GET /tenants/{tenantId}/domains"(request, run) {
    const { tenantId } = await tenantOf(ports, request, READ, run);
    const page = pageOf(queryOf(request, "limit", "cursor"), isPositionInListing());
    const { entries, next } = await ports.domains.list(tenantId, page, run.signal);
    return { status: 200, body: { domains: entries.flatMap(show), next: cursorOf(next) } };
  },

  async "PUT /tenants/{tenantId}/domains/{domain}"(request, run) {
    const authority = await tenantOf(ports, request, MANAGE, run);
    const of = { tenantId: authority.tenantId, domain: domainIn(request) };
    const claimed = await claimDomain(ports, of, changeOf(authority, run));
    switch (claimed.kind) {
      case "claimed":
        return { status: 200, body: showClaim(claimed.claim) };
      case "owned":
        return { status: 200, body: showOwned(claimed.ownership) };
      case "unknown-tenant":
        throw noSuchTenant();
      case "public-mail-domain":
        throw new Problem(
          "conflict",
          "This domain belongs to a public mail provider, whose every customer could become a member",
        );
    }
  },

  async "POST /tenants/{tenantId}/domains/{domain}/prove"(request, run) {
    const authority = await tenantOf(ports, request, MANAGE, run);
    const of = { tenantId: authority.tenantId, domain: domainIn(request) };
    const proven = await proveDomain(ports, of, changeOf(authority, run));
    switch (proven.kind) {
      case "owned":
        return { status: 200, body: showOwned(proven.ownership) };
      case "taken":
        throw new Problem("conflict", `This domain is owned by the tenant ${proven.owner}`);
      case "unclaimed":
        throw new Problem("not-found", "This tenant does not claim this domain");
      case "unproven":
        throw new Problem("unproven-domain", describeUnproven(proven, of.domain));
    }
  },

  async "DELETE /tenants/{tenantId}/domains/{domain}"(request, run) {
    const authority = await tenantOf(ports, request, MANAGE, run);
    const of = { tenantId: authority.tenantId, domain: domainIn(request) };
    const released = await releaseDomain(ports, of, changeOf(authority, run));
    if (released.kind === "unknown")
      throw new Problem("not-found", "This tenant has never claimed this domain");
    return { status: 204 };
  },
});

function domainIn({ path }: ApiRequest): string {
  const domain = readDomain(path.domain);
  if (domain === undefined)
    throw new Problem("invalid-request", "Name a domain in ASCII; international ones in their xn-- form");
  return domain;
}

function describeUnproven({ found }: Extract<Proven, { kind: "unproven" }>, domain: string): string {
  const name = recordName(domain);
  switch (found) {
    case "no-record":
      return `DNS has no TXT record ${name}. A new one can take hours until it is seen everywhere`;
    case "other-texts":
      return `The TXT record ${name} says something else`;
    case "no-answer":
      return `DNS did not answer for ${name}. Try again`;
  }
}

/** The index may be a moment late and still list a domain that has just been released. */
function show(listed: Domain | DomainClaim): readonly object[] {
  if ("token" in listed) return [showClaim(listed)];
  return listed.status === "owned" ? [showOwned(listed)] : [];
}

const showClaim = ({ domain, token }: DomainClaim) => ({
  domain,
  status: "claimed",
  how: null,
  provenAt: null,
  record: { name: recordName(domain), type: "TXT", value: token },
});

const showOwned = ({ domain, how, provenAt }: Extract<Domain, { status: "owned" }>) => ({
  domain,
  status: "owned",
  how,
  provenAt,
  record: null,
});
