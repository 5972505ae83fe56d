import type { Actor } from "../change";
import type { People } from "../people/people-table";
import type { KnownPerson, Membership } from "../people/person";
import { isClientId } from "../runtime/cognito-event";
import type { CallContext, ChangeContext } from "../runtime/invocation";
import { listOf } from "../runtime/readers";
import { refuse } from "../runtime/refusals";
import type { Settings } from "../runtime/settings";
import type { Clients } from "../tenants/clients-table";
import { type Scope, scopesOf } from "../tenants/scopes";
import { isTenantId, PLATFORM } from "../tenants/tenant";
import type { Tenants } from "../tenants/tenants-table";
import { callerOf, callingMachineOf } from "./caller";
import { Problem } from "./problem";
import type { ApiRequest } from "./request";
import { requireStanding } from "./standing";
import { noSuchTenant } from "./tenants";

/** Whom a request acts for. The tables decide as they are now, because a token may be an hour old. */
export interface Authority {
  readonly tenantId: string;
  readonly actor: Actor;
  /** Undefined for a machine. */
  readonly person: KnownPerson | undefined;
  /** The person's membership in that tenant. */
  readonly membership: Membership | undefined;
}

export interface AuthorityPorts {
  readonly people: Pick<People, "find">;
  readonly tenants: Pick<Tenants, "find">;
  readonly clients: Pick<Clients, "find">;
  readonly resourceServer: string;
  readonly clientIds: readonly string[];
}

/** The scopes that open a route to the admins of a tenant, and to operators for any tenant. */
interface Needed {
  readonly inTenant: Scope;
  readonly onPlatform: Scope;
}

export const READ_MEMBERS: Needed = { inTenant: "members.read", onPlatform: "tenants.read" };
export const MANAGE_MEMBERS: Needed = { inTenant: "members.manage", onPlatform: "tenants.manage" };

export const readApiClients = listOf("ids of app clients", isClientId, "none");

/** The clients whose people may call: the stage's own, and those that the stage lists. */
export function apiClients(settings: Settings): readonly string[] {
  const further = settings.read("API_CLIENTS", readApiClients);
  return [settings.text("CLIENT_ID"), ...(further === "none" ? [] : further)];
}

/** Who calls, in the tenant of their token. */
export async function authorityOf(
  { people, tenants, resourceServer, clientIds }: AuthorityPorts,
  request: ApiRequest,
  scope: Scope,
  { signal }: CallContext,
): Promise<Authority & { readonly person: KnownPerson; readonly membership: Membership }> {
  const caller = callerOf(request, { clientIds, scope: `${resourceServer}/${scope}` });
  const { sub, tenantId } = caller;
  const [found, tenant] = await Promise.all([people.find(sub, signal), tenants.find(tenantId, signal)]);
  const standing = requireStanding(caller, found, tenant);
  // The person may have had a higher role when the token was issued.
  if (!scopesOf(tenantId, standing.membership.role).includes(scope)) refuse("role-changed");
  return {
    tenantId,
    actor: { kind: tenantId === PLATFORM ? "operator" : "person", id: sub },
    ...standing,
  };
}

/** Who calls for the platform: an operator, or a machine that is registered for it. */
export async function operatorOf(
  ports: AuthorityPorts,
  request: ApiRequest,
  scope: Scope,
  context: CallContext,
): Promise<Authority> {
  const needed = `${ports.resourceServer}/${scope}`;
  const machine = callingMachineOf(request, needed);
  if (machine !== undefined) {
    const client = await ports.clients.find(machine.clientId, context.signal);
    if (client?.status !== "registered" || client.kind !== "machine" || client.tenantId !== PLATFORM)
      throw new Problem("insufficient-scope", "This machine does not act for the platform");
    // The ceiling may have been lowered since the token was issued.
    if (!client.scopes.includes(needed))
      throw new Problem("insufficient-scope", `The ceiling of this machine does not include ${needed}`);
    const actor = { kind: "machine", id: machine.clientId } as const;
    return { tenantId: PLATFORM, actor, person: undefined, membership: undefined };
  }
  const authority = await authorityOf(ports, request, scope, context);
  if (authority.tenantId !== PLATFORM)
    throw new Problem("insufficient-scope", "This needs an access token of the platform");
  return authority;
}

/**
 * The tenant that a request is about: that of the token, or the one in an operator's path. Nothing else in a request
 * can name one.
 */
export async function tenantOf(
  ports: AuthorityPorts,
  request: ApiRequest,
  { inTenant, onPlatform }: Needed,
  context: CallContext,
): Promise<Authority> {
  const { tenantId } = request.path;
  if (tenantId === undefined) return authorityOf(ports, request, inTenant, context);
  const operator = await operatorOf(ports, request, onPlatform, context);
  const isKnown = isTenantId(tenantId) && (await ports.tenants.find(tenantId, context.signal)) !== undefined;
  if (!isKnown) throw noSuchTenant();
  return { ...operator, tenantId };
}

export const changeOf = ({ actor }: Authority, { now, signal }: CallContext): ChangeContext => ({
  now,
  signal,
  by: actor,
});
