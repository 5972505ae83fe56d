import { closureOf, requireActive } from "../../shared/people/access";
import { type Membership, membershipIn, type Person } from "../../shared/people/person";
import { refuse } from "../../shared/runtime/refusals";
import type { Client } from "../../shared/tenants/clients";
import type { Role } from "../../shared/tenants/role";
import { isTenantId, PLATFORM, type Tenant } from "../../shared/tenants/tenant";

/** What a person's tokens say about them. */
export interface Standing {
  readonly tenantId: string;
  readonly role: Role;
}

/**
 * In which of their tenants a person acts with these tokens. The application may ask for one of them; who asks for
 * none gets the usual one, or else the next that lets them in, and the rights of an operator last of all. A token is
 * issued only on a certain answer: an active person, an active membership, a tenant that is active.
 */
export async function standingOf(
  person: Person,
  asked: string | undefined,
  findTenant: (tenantId: string) => Promise<Tenant | undefined>,
): Promise<Standing> {
  const { profile } = person;
  if (profile === undefined) return refuse("nowhere");
  requireActive(profile);
  const { activeTenant } = profile;
  // Of a profile that is malformed, nothing is certain.
  if (typeof activeTenant !== "string") return refuse("nowhere");
  const first = membershipIn(person, asked ?? activeTenant);
  const others = asked === undefined ? person.memberships.filter((membership) => membership !== first) : [];
  const isOperators = ({ tenantId }: Membership) => tenantId === PLATFORM;
  const candidates = [
    ...(first === undefined ? [] : [first]),
    ...others.filter((membership) => !isOperators(membership)),
    ...others.filter(isOperators),
  ];
  let closed: ReturnType<typeof closureOf> | "suspended-member";
  for (const { tenantId, role, status } of candidates) {
    const closure = status === "active" ? closureOf(await findTenant(tenantId)) : "suspended-member";
    if (closure === undefined) return { tenantId, role };
    closed ??= closure;
  }
  return refuse(closed ?? (asked === undefined ? "nowhere" : "no-member"));
}

/** A token without a person is for clients that are registered as machines, and for no other. */
export function requireMachine(client: Client | undefined): Client {
  if (client?.status !== "registered" || client.kind !== "machine") return refuse("unregistered-client");
  return client;
}

/** A machine acts for the tenant that its client is registered for, or for the platform; otherwise for nobody. */
export function tenantOfMachine(registeredFor: string | undefined, tenant: Tenant | undefined): string {
  if (registeredFor === PLATFORM) return PLATFORM;
  if (isTenantId(registeredFor) && tenant?.id === registeredFor && tenant.status === "active")
    return registeredFor;
  return refuse("unregistered-client");
}
