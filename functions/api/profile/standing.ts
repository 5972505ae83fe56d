import type { Caller } from "../../../shared/api/caller";
import { requireAccess } from "../../../shared/people/access";
import type { Person, Profile } from "../../../shared/people/person";
import { refuse } from "../../../shared/runtime/refusals";
import type { Tenant } from "../../../shared/tenants/tenant";

/** Refuses somebody whose token is still valid and who may not come in any more. */
export function requireStanding(
  { tenantId }: Caller,
  { profile, memberships }: Person & { readonly profile: Profile },
  tenant: Tenant | undefined,
): void {
  requireAccess(profile, tenant);
  if (!memberships.some((membership) => membership.tenantId === tenantId)) refuse("no-member");
}
