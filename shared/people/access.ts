import { refuse } from "../runtime/refusals";
import type { Tenant } from "../tenants/tenant";
import type { Profile } from "./person";

/**
 * Refuses a person who has proven who they are but has no access. Only for use after the password is proven: before
 * it, the answer would tell strangers about accounts and tenants.
 */
export function requireActive(profile: Profile): void {
  if (profile.status === "suspended") refuse("suspended-person");
  if (profile.status === "removed") refuse("removed-person");
  // A status that was written by hand or by a later version lets nobody in.
  if (profile.status !== "active") refuse("unknown-status");
}

/** The reason why nobody may enter a tenant; undefined if it is open. */
export function closureOfTenant(
  tenant: Tenant | undefined,
): "unknown-tenant" | "suspended-tenant" | undefined {
  if (tenant === undefined) return "unknown-tenant";
  return tenant.status === "active" ? undefined : "suspended-tenant";
}

export function requireAccess(profile: Profile, tenant: Tenant | undefined): void {
  requireActive(profile);
  const closure = closureOfTenant(tenant);
  if (closure !== undefined) refuse(closure);
}
