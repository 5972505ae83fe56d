import { randomBytes } from "node:crypto";
import { changed } from "../change";
import type { LookUpTexts, Texts } from "../dns/texts";
import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import { claimName, type Domain, type DomainClaim, type OwnedDomain, recordName } from "./domain";
import type { Domains } from "./domains-table";
import { isPublicMailDomain } from "./public-mail-domains";
import { changeEntry, type Unversioned } from "./registry";
import type { Tenants } from "./tenants-table";

export interface DomainPorts {
  readonly domains: Pick<Domains, "ownerships" | "claims">;
  readonly tenants: Pick<Tenants, "find">;
}

/** A tenant and a domain. */
export interface TenantDomain {
  readonly tenantId: string;
  readonly domain: string;
}

/** Why a domain cannot be claimed by a tenant. */
export type ClaimRefusal = { readonly kind: "public-mail-domain" | "unknown-tenant" };

export type Claimed =
  | { readonly kind: "claimed"; readonly claim: DomainClaim }
  | { readonly kind: "owned"; readonly ownership: OwnedDomain }
  | ClaimRefusal;

/** Claims a domain that the tenant does not own yet. Several tenants may claim it. The first to prove it owns it. */
export async function claimDomain(
  ports: DomainPorts,
  { tenantId, domain }: TenantDomain,
  context: ChangeContext,
): Promise<Claimed> {
  const refusal = await refusalOf(ports, { tenantId, domain }, context);
  if (refusal !== undefined) return refusal;
  const ownership = await ports.domains.ownerships.find(domain, context.signal);
  if (isOwnedBy(ownership, tenantId)) return { kind: "owned", ownership };
  const claim = await changeClaim(ports, { tenantId, domain }, context, (before) =>
    before?.status === "open"
      ? undefined
      : {
          domain,
          tenantId,
          token: randomBytes(24).toString("base64url"),
          createdAt: context.now.toISOString(),
          status: "open",
        },
  );
  if (claim === undefined) throw new FaultError("a claim is not there although it was written");
  return { kind: "claimed", claim };
}

export type Proven =
  | { readonly kind: "owned"; readonly ownership: OwnedDomain; readonly isNew: boolean }
  /** The tenant has not claimed it. */
  | { readonly kind: "unclaimed" }
  /** Another tenant owns it. */
  | { readonly kind: "taken"; readonly owner: string }
  /** The record is not there, says something else, or could not be asked for. */
  | { readonly kind: "unproven"; readonly found: Exclude<Texts["kind"], "found"> | "other-texts" };

/** Looks up the DNS record of a claim. If it is there, the tenant becomes the owner of the domain. */
export async function proveDomain(
  ports: DomainPorts & { readonly lookUpTexts: LookUpTexts },
  { tenantId, domain }: TenantDomain,
  context: ChangeContext,
): Promise<Proven> {
  const { ownerships, claims } = ports.domains;
  const [ownership, claim] = await Promise.all([
    ownerships.find(domain, context.signal),
    claims.find(claimName({ tenantId, domain }), context.signal),
  ]);
  if (!isOwnedBy(ownership, tenantId)) {
    if (claim?.status !== "open") return { kind: "unclaimed" };
    const texts = await ports.lookUpTexts(recordName(domain), context.signal);
    if (texts.kind !== "found") return { kind: "unproven", found: texts.kind };
    if (!texts.texts.includes(claim.token)) return { kind: "unproven", found: "other-texts" };
  }
  return own(ports, { tenantId, domain }, "dns", context);
}

/** Makes a tenant the owner of a domain without proof, because an operator answers for it. */
export async function ownWithoutProof(
  ports: DomainPorts,
  { tenantId, domain }: TenantDomain,
  context: ChangeContext,
): Promise<Exclude<Proven, { kind: "unproven" | "unclaimed" }> | ClaimRefusal> {
  return (
    (await refusalOf(ports, { tenantId, domain }, context)) ??
    own(ports, { tenantId, domain }, "operator", context)
  );
}

export type Released =
  | { readonly kind: "released"; readonly wasOwned: boolean }
  /** The tenant has never claimed it. */
  | { readonly kind: "unknown" };

/** Ends a tenant's ownership and claim of a domain. People who joined through it stay. */
export async function releaseDomain(
  ports: Pick<DomainPorts, "domains">,
  { tenantId, domain }: TenantDomain,
  context: ChangeContext,
): Promise<Released> {
  const { ownerships } = ports.domains;
  const change = await changeEntry(
    ownerships,
    domain,
    {
      change: (before): Unversioned<Domain> | undefined =>
        isOwnedBy(before, tenantId)
          ? { domain, status: "released", ...changed(context.by, context.now) }
          : undefined,
    },
    context.signal,
  );
  const claim = await changeClaim(ports, { tenantId, domain }, context, (before) =>
    before?.status === "open" ? { ...before, status: "withdrawn" } : undefined,
  );
  const wasOwned = change.kind === "changed";
  return wasOwned || claim !== undefined ? { kind: "released", wasOwned } : { kind: "unknown" };
}

async function refusalOf(
  { tenants }: DomainPorts,
  { tenantId, domain }: TenantDomain,
  { signal }: ChangeContext,
): Promise<ClaimRefusal | undefined> {
  if (isPublicMailDomain(domain)) return { kind: "public-mail-domain" };
  if ((await tenants.find(tenantId, signal)) === undefined) return { kind: "unknown-tenant" };
  return undefined;
}

/**
 * If two tenants have proven a domain, only one becomes its owner. The claim is settled last; a repetition settles
 * it, too.
 */
async function own(
  ports: Pick<DomainPorts, "domains">,
  { tenantId, domain }: TenantDomain,
  how: OwnedDomain["how"],
  context: ChangeContext,
): Promise<Exclude<Proven, { kind: "unproven" | "unclaimed" }>> {
  const { by, now, signal } = context;
  const change = await changeEntry(
    ports.domains.ownerships,
    domain,
    {
      change: (before): Unversioned<Domain> | undefined =>
        before?.status === "owned"
          ? undefined
          : {
              domain,
              status: "owned",
              tenantId,
              provenAt: now.toISOString(),
              how,
              ...changed(by, now),
            },
    },
    signal,
  );
  const ownership = "entry" in change ? change.entry : undefined;
  if (ownership?.status !== "owned") throw new FaultError("a domain has no owner although one was written");
  if (ownership.tenantId !== tenantId) return { kind: "taken", owner: ownership.tenantId };
  await changeClaim(ports, { tenantId, domain }, context, (before) =>
    before?.status === "open" ? { ...before, status: "proven" } : undefined,
  );
  return { kind: "owned", ownership, isNew: change.kind === "changed" };
}

/** Returns the claim after the change; undefined if there never was one. */
async function changeClaim(
  { domains }: Pick<DomainPorts, "domains">,
  of: TenantDomain,
  { by, now, signal }: ChangeContext,
  next: (
    before: DomainClaim | undefined,
  ) => Omit<DomainClaim, "version" | "changedBy" | "changedAt"> | undefined,
): Promise<DomainClaim | undefined> {
  const change = await changeEntry(
    domains.claims,
    claimName(of),
    {
      change: (before) => {
        const claim = next(before);
        return claim && { ...claim, ...changed(by, now) };
      },
    },
    signal,
  );
  return "entry" in change ? change.entry : undefined;
}

const isOwnedBy = (domain: Domain | undefined, tenantId: string): domain is OwnedDomain =>
  domain?.status === "owned" && domain.tenantId === tenantId;
