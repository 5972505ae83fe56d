import { closureOfTenant, requireActive } from "../../shared/people/access";
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
 * The tenant and role that a person's tokens are for. The application may ask for a tenant. Otherwise it is the
 * active one, or else the next that lets the person in, and the platform last of all. A token needs a certain answer:
 * an active person, an active membership and an active tenant.
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
  // A malformed profile gives no certain answer.
  if (typeof activeTenant !== "string") return refuse("nowhere");
  const first = membershipIn(person, asked ?? activeTenant);
  const others = asked === undefined ? person.memberships.filter((membership) => membership !== first) : [];
  const isOperators = ({ tenantId }: Membership) => tenantId === PLATFORM;
  const candidates = [
    ...(first === undefined ? [] : [first]),
    ...others.filter((membership) => !isOperators(membership)),
    ...others.filter(isOperators),
  ];
  let closed: ReturnType<typeof closureOfTenant> | "suspended-member";
  for (const { tenantId, role, status } of candidates) {
    const closure = status === "active" ? closureOfTenant(await findTenant(tenantId)) : "suspended-member";
    if (closure === undefined) return { tenantId, role };
    closed ??= closure;
  }
  return refuse(closed ?? (asked === undefined ? "nowhere" : "no-member"));
}

/** Only a client that is registered as a machine gets a token without a person. */
export function requireMachine(client: Client | undefined): Client {
  if (client?.status !== "registered" || client.kind !== "machine") return refuse("unregistered-client");
  return client;
}

/** The tenant that a machine's client is registered for, or the platform. Without either, there is no token. */
export function tenantOfMachine(registeredFor: string | undefined, tenant: Tenant | undefined): string {
  if (registeredFor === PLATFORM) return PLATFORM;
  if (isTenantId(registeredFor) && tenant?.id === registeredFor && tenant.status === "active")
    return registeredFor;
  return refuse("unregistered-client");
}
