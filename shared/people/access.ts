import { refuse } from "../runtime/refusals";
import type { Tenant } from "../tenants/tenant";
import type { Profile } from "./person";

/**
 * Refuses somebody who has proven who they are and may not come in. Only to be asked after the password: before it, the
 * answer would tell strangers about accounts and tenants.
 */
export function requireActive(profile: Profile): void {
  if (profile.status === "suspended") refuse("suspended-person");
  if (profile.status === "removed") refuse("removed-person");
  // Written by hand or by a later version; it lets nobody in.
  if (profile.status !== "active") refuse("unknown-status");
}

/** Why nobody may come into a tenant, if so. */
export function closureOf(tenant: Tenant | undefined): "unknown-tenant" | "suspended-tenant" | undefined {
  if (tenant === undefined) return "unknown-tenant";
  return tenant.status === "active" ? undefined : "suspended-tenant";
}

export function requireAccess(profile: Profile, tenant: Tenant | undefined): void {
  requireActive(profile);
  const closure = closureOf(tenant);
  if (closure !== undefined) refuse(closure);
}
