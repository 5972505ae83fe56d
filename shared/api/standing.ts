import { requireAccess } from "../people/access";
import { type KnownPerson, type Membership, membershipIn, type Person } from "../people/person";
import { refuse } from "../runtime/refusals";
import type { Tenant } from "../tenants/tenant";
import type { Caller } from "./caller";
import { Problem } from "./problem";

/** Refuses a person whose token is still valid, but who has lost access. */
export function requireStanding(
  { tenantId }: Pick<Caller, "tenantId">,
  { profile, ...memberships }: Person,
  tenant: Tenant | undefined,
): { readonly person: KnownPerson; readonly membership: Membership } {
  if (profile === undefined) throw noAccount();
  requireAccess(profile, tenant);
  const membership = membershipIn(memberships, tenantId);
  if (membership === undefined) return refuse("no-member");
  if (membership.status !== "active") return refuse("suspended-member");
  return { person: { profile, ...memberships }, membership };
}

export const noAccount = () => new Problem("not-signed-in", "The account of this token no longer exists");
