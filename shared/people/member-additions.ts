import type { ChangeContext } from "../runtime/invocation";
import type { Role } from "../tenants/role";
import type { Tenants } from "../tenants/tenants-table";
import { labelOf } from "./labels";
import { excludeOrLift, type MemberChangePorts } from "./member-changes";
import type { Member } from "./members-table";
import type { People } from "./people-table";
import { anyMembershipIn, membershipIn, type ProfileStatus } from "./person";

export interface MemberAdditionPorts {
  readonly people: Pick<People, "find" | "join">;
  readonly tenants: Pick<Tenants, "find">;
  readonly exclusions: MemberChangePorts["exclusions"];
}

export type Added =
  | { readonly kind: "added" | "already-member"; readonly member: Member }
  | { readonly kind: "not-active"; readonly status: ProfileStatus }
  | { readonly kind: "not-found" | "unknown-tenant" | "suspended-tenant" | "stale" };

/**
 * Makes a person a member on an operator's word. Neither their consent nor the domain of their address is checked. A
 * person who was removed from the tenant comes back.
 */
export async function addMember(
  { people, tenants, exclusions }: MemberAdditionPorts,
  { tenantId, sub, role }: { readonly tenantId: string; readonly sub: string; readonly role: Role },
  context: ChangeContext,
): Promise<Added> {
  const { by, now, signal } = context;
  const [person, tenant] = await Promise.all([people.find(sub, signal), tenants.find(tenantId, signal)]);
  const { profile } = person;
  if (tenant === undefined) return { kind: "unknown-tenant" };
  if (tenant.status !== "active") return { kind: "suspended-tenant" };
  if (profile === undefined) return { kind: "not-found" };
  if (profile.status !== "active") return { kind: "not-active", status: profile.status };
  const present = membershipIn(person, tenantId);
  if (present !== undefined) return { kind: "already-member", member: { ...present, sub } };
  const membership = { tenantId, role, since: now.toISOString(), invitedBy: by, ...labelOf(profile) };
  if (!(await people.join(sub, membership, anyMembershipIn(person, tenantId), context)))
    return { kind: "stale" };
  const joined = membershipIn(await people.find(sub, signal), tenantId);
  if (joined === undefined) return { kind: "stale" };
  const member = { ...joined, sub };
  await excludeOrLift({ exclusions }, person, member, context);
  return { kind: "added", member };
}
