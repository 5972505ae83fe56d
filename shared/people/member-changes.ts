import type { ChangeContext } from "../runtime/invocation";
import { isLower } from "../tenants/role";
import type { Exclusions } from "./exclusions-table";
import type { Member, MemberChange, Members } from "./members-table";
import { marksOfProfile } from "./named-marks";
import type { People } from "./people-table";
import { anyMembershipIn, type Membership, type Person, type Profile } from "./person";

/** Ends what a person has opened at the pool. */
export type SignOut = (profile: Profile, signal: AbortSignal) => Promise<void>;

export interface MemberChangePorts {
  readonly people: Pick<People, "find">;
  readonly members: Pick<Members, "admins" | "change" | "changeWhileAdmin">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude" | "lift">;
  readonly signOut: SignOut;
}

/** Which membership is meant, and as which version it was seen. */
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
 * Changes a membership, and sees to what follows from it. Whoever repeats a change that was interrupted finds the
 * membership as it should be, and what follows is made good.
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
  // Whoever was out before has sessions in other tenants alone, which are not this tenant's to end.
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
  // Somebody has to stay an admin, and must still be one at the very moment of the change.
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
 * Another admin may change the membership again before its exclusions are written, and find none to lift or have none
 * to write yet. Whoever writes last looks once more, so that the exclusions are those of the last change.
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

/** Somebody whom a tenant keeps out must not come back to it as a new user. */
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
