import { requireAccess } from "../../shared/people/access";
import { activeMembership, type Person } from "../../shared/people/person";
import { refuse } from "../../shared/runtime/refusals";
import { isRole, type Role } from "../../shared/tenants/role";
import { isTenantId, PLATFORM, type Tenant } from "../../shared/tenants/tenant";

/** What a person's tokens say about them. */
export interface Standing {
  readonly tenantId: string;
  readonly role: Role;
}

/**
 * A token is issued only on a certain answer: an active person, in a tenant that is active, with a role that exists.
 */
export function standingOf(person: Person, tenant: Tenant | undefined): Standing {
  if (person.profile === undefined) return refuse("nowhere");
  requireAccess(person.profile, tenant);
  const membership = activeMembership(person);
  if (membership === undefined || membership.tenantId !== tenant?.id || !isRole(membership.role))
    return refuse("nowhere");
  return { tenantId: membership.tenantId, role: membership.role };
}

/** A machine acts for the tenant that its client is registered for, or for the platform; otherwise for nobody. */
export function tenantOfMachine(registeredFor: string | undefined, tenant: Tenant | undefined): string {
  if (registeredFor === PLATFORM) return PLATFORM;
  if (isTenantId(registeredFor) && tenant?.id === registeredFor && tenant.status === "active")
    return registeredFor;
  return refuse("unregistered-client");
}
