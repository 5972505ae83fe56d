import type { ChangeContext } from "../runtime/invocation";
import { isLower } from "../tenants/role";
import type { Exclusions } from "./exclusions-table";
import type { Member, MemberChange, Members } from "./members-table";
import { marksOfProfile } from "./named-marks";
import type { People } from "./people-table";
import { anyMembershipIn, type Membership, type Person, type Profile } from "./person";

/** Ends a person's sessions at the pool. */
export type SignOut = (profile: Profile, signal: AbortSignal) => Promise<void>;

export interface MemberChangePorts {
  readonly people: Pick<People, "find">;
  readonly members: Pick<Members, "admins" | "change" | "changeWhileAdmin">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude" | "lift">;
  readonly signOut: SignOut;
}

/** The membership to change, and the version in which it was seen. */
export interface MemberTarget {
  readonly tenantId: string;
  readonly sub: string;
  /** Undefined for a change of whatever version there is, as commands make it. */
  readonly version: number | undefined;
}

export type MemberChanged =
  | { readonly kind: "changed"; readonly member: Member }
  | { readonly kind: "not-found" | "stale" | "last-admin" };

/**
 * Changes a membership and everything that depends on it. Repeating an interrupted change finds the membership done
 * and completes the rest.
 */
export async function changeMember(
  ports: MemberChangePorts,
  { tenantId, sub, version }: MemberTarget,
  change: Partial<MemberChange>,
  context: ChangeContext,
): Promise<MemberChanged> {
  const person = await ports.people.find(sub, context.signal);
  const present = anyMembershipIn(person, tenantId);
  if (present === undefined) return { kind: "not-found" };
  const to = { role: change.role ?? present.role, status: change.status ?? present.status };
  const isDone = to.role === present.role && to.status === present.status;
  if (present.status === "removed" && change.status !== "removed") return { kind: "not-found" };
  if (!isDone && version !== undefined && version !== present.version) return { kind: "stale" };
  const member = isDone ? { ...present, sub } : await write(ports, sub, present, to, context);
  if (typeof member === "string") return { kind: member };
  if (change.status !== undefined) await settleExclusions(ports, person, member, context);
  const mayDoLess = member.status !== "active" || isLower(member.role, present.role);
  // A person who was not a member has sessions in other tenants only, which this tenant must not end.
  const wasMember = present.status !== "removed";
  if (wasMember && mayDoLess && person.profile !== undefined)
    await ports.signOut(person.profile, context.signal);
  return { kind: "changed", member };
}

const isActiveAdmin = ({ role, status }: MemberChange): boolean => role === "admin" && status === "active";

async function write(
  ports: MemberChangePorts,
  sub: string,
  present: Membership,
  to: MemberChange,
  context: ChangeContext,
): Promise<Member | "stale" | "last-admin"> {
  const { members } = ports;
  if (!isActiveAdmin(present) || isActiveAdmin(to))
    return (await members.change(sub, present, to, context)) ?? "stale";
  // The tenant must keep an admin, and that admin must still be one at the moment of the change.
  const others = await members.admins(present.tenantId, context.signal);
  for (const other of others.filter((admin) => admin !== sub)) {
    const { profile } = await ports.people.find(other, context.signal);
    if (profile?.status !== "active") continue;
    const outcome = await members.changeWhileAdmin(other, sub, present, to, context);
    if (outcome === "changed-first") return "stale";
    if (outcome === "written") return { ...present, ...to, sub, version: present.version + 1 };
  }
  return "last-admin";
}

/**
 * Writes the exclusions that belong to a membership's last change. Another admin may change the membership again
 * before its exclusions are written, and then find none to lift. So the membership is read once more afterwards.
 */
async function settleExclusions(
  ports: MemberChangePorts,
  person: Person,
  member: Member,
  context: ChangeContext,
): Promise<void> {
  await excludeOrLift(ports, person, member, context);
  const { sub, tenantId } = member;
  const latest = anyMembershipIn(await ports.people.find(sub, context.signal), tenantId);
  if (latest === undefined || latest.version === member.version) return;
  const by = latest.changedBy ?? context.by;
  await settleExclusions(ports, person, { ...latest, sub }, { ...context, by });
}

/** A person whom a tenant keeps out must not come back to it as a new user. */
export async function excludeOrLift(
  { exclusions }: Pick<MemberChangePorts, "exclusions">,
  { profile }: Person,
  { tenantId, status }: Member,
  context: ChangeContext,
): Promise<void> {
  if (profile === undefined) return;
  const isOwnWish = context.by.id === profile.sub;
  for (const { mark } of marksOfProfile(profile)) {
    const found = await exclusions.find([mark], context.signal);
    const present = found.find((exclusion) => exclusion.tenantId === tenantId);
    if (status === "active" && present !== undefined) await exclusions.lift(mark, tenantId, context.signal);
    if (status !== "active" && !isOwnWish && present?.status !== status)
      await exclusions.exclude(mark, { status, since: context.now.toISOString(), tenantId }, context);
  }
}
