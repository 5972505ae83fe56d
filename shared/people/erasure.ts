import type { PoolUsers } from "../aws/pool-users";
import type { LegacyRows } from "../legacy-users/legacy-rows-table";
import type { ChangeContext } from "../runtime/invocation";
import type { Invitations } from "../tenants/invitations-table";
import { type ErasedLegacyRows, eraseLegacyRows } from "./erased-legacy-rows";
import { exclusionFrom } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import type { Holders } from "./holders-table";
import {
  claimedMarksOf,
  hasMark,
  marksOfProfile,
  type NamedMark,
  namedAddress,
  ownAddresses,
} from "./named-marks";
import type { OperatorPeople } from "./operator-people-table";
import { findOtherProfiles } from "./other-profiles";
import type { Person, Profile } from "./person";
import { type LastOperator, type TakingPorts, takeAccess } from "./taking-access";
import { isTombstone, tombstoneOf } from "./tombstone";

export interface ErasurePorts extends TakingPorts {
  readonly people: TakingPorts["people"] &
    Pick<OperatorPeople, "findMarked" | "leave" | "replaceWithTombstone">;
  readonly exclusions: Pick<Exclusions, "find" | "exclude">;
  readonly holders: Pick<Holders, "remove">;
  readonly invitations: Pick<Invitations, "forEmail" | "forget">;
  /** The stage's own table of old users; undefined where the old users are elsewhere and out of reach. */
  readonly legacyRows: LegacyRows | undefined;
  readonly users: Pick<PoolUsers, "find" | "delete">;
}

export type Erased =
  | ({ readonly kind: "erased" } & Erasure)
  /** An earlier run has erased them. */
  | { readonly kind: "erased-before" }
  | { readonly kind: "not-found" | "last-operator" }
  /** They came back by an invitation while they were being erased. */
  | { readonly kind: "came-back" };

export interface Erasure extends ErasedLegacyRows {
  /** The profile from before the erasure. */
  readonly profile: Profile;
  /** The marks by which the person is recognised if they come again as a new user. */
  readonly excluded: readonly NamedMark[];
  /** The excluded marks that stay suspended, because another suspended profile has them. */
  readonly suspended: readonly NamedMark[];
  readonly otherProfiles: readonly Profile[];
  readonly memberships: readonly string[];
  readonly invitations: readonly string[];
}

/** The removed person has come back. */
class CameBack extends Error {
  override readonly name = "CameBack";
}

/**
 * Removes the person first, so that no more tokens are issued and the profile is no longer refreshed. Empties the
 * profile last: until then it tells where the other data is, so that a second run can finish an interrupted one. Then
 * looks for memberships once more. A revival that began before the removal writes a membership before it sees that
 * the tombstone has changed.
 */
export async function erasePerson(
  ports: ErasurePorts,
  sub: string,
  further: readonly string[],
  context: ChangeContext & LastOperator,
): Promise<Erased> {
  const { people, users } = ports;
  const { signal } = context;
  const person = await people.find(sub, signal);
  if (person.profile === undefined) return { kind: "not-found" };
  if (isErased(person) && further.length === 0) {
    await deletePoolUser(users, person.profile, signal);
    return { kind: "erased-before" };
  }
  // An operator without access to the old rows could not finish, so this fails before anything is changed.
  await ports.legacyRows?.findByLogin(person.profile.email ?? sub, signal);
  const removal = await takeAccess(ports, { ...person, profile: person.profile }, { to: "removed" }, context);
  if (removal.kind === "stale") return { kind: "not-found" };
  if (removal.kind === "last-operator") return removal;
  const { profile } = removal;
  const addresses = [...new Set([...ownAddresses(profile), ...further])];
  try {
    const excluded = await exclude(ports, profile, further, context);
    const memberships = await leaveAll(ports, sub, context);
    const invitations = await forgetInvitations(ports, addresses, signal);
    const legacy = await eraseLegacyRows(ports.legacyRows, profile, addresses, signal);
    await deletePoolUser(users, profile, signal);
    await ports.holders.remove(
      [...claimedMarksOf(profile), ...further.map(namedAddress)].map(({ mark }) => mark),
      sub,
      signal,
    );
    if (!(await people.replaceWithTombstone(tombstoneOf(profile), context))) return { kind: "came-back" };
    const late = await leaveAll(ports, sub, context);
    const all = [...new Set([...memberships, ...late])];
    return { kind: "erased", profile, ...excluded, memberships: all, invitations, ...legacy };
  } catch (error) {
    if (error instanceof CameBack) return { kind: "came-back" };
    throw error;
  }
}

/** A suspension is stricter than a removal, so it stays as long as another suspended profile needs it. */
async function exclude(
  { people, exclusions }: ErasurePorts,
  profile: Profile,
  further: readonly string[],
  context: ChangeContext,
): Promise<Pick<Erasure, "excluded" | "suspended" | "otherProfiles">> {
  const removal = { status: "removed", since: context.now.toISOString() } as const;
  const excluded = [...marksOfProfile(profile), ...further.map(namedAddress)];
  const suspended: NamedMark[] = [];
  for (const named of excluded) {
    const before = exclusionFrom(await exclusions.find([named.mark], context.signal), undefined);
    if (before?.status === "suspended") suspended.push(named);
    else await exclusions.exclude(named.mark, removal, context);
  }
  const otherProfiles = await findOtherProfiles(people, profile, further, context.signal);
  const isNeeded = (named: NamedMark) =>
    otherProfiles.some((other) => other.status === "suspended" && hasMark(other, named));
  for (const { mark } of suspended.filter((named) => !isNeeded(named)))
    await exclusions.exclude(mark, removal, context);
  return { excluded, suspended: suspended.filter(isNeeded), otherProfiles };
}

/**
 * Reads the person again after the last membership has ended. If they have come back meanwhile, they have lost a
 * membership that they need, and the erasure stops.
 */
async function leaveAll(
  { people }: ErasurePorts,
  sub: string,
  context: ChangeContext,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (;;) {
    const { profile, memberships } = await people.find(sub, context.signal);
    if (profile?.status !== "removed") throw new CameBack();
    if (memberships.length === 0) return left;
    for (const membership of memberships) {
      await people.leave(sub, membership, context);
      left.push(membership.tenantId);
    }
  }
}

async function forgetInvitations(
  { invitations }: ErasurePorts,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = await Promise.all(addresses.map((address) => invitations.forEmail(address, signal)));
  for (const invitation of found.flat()) await invitations.forget(invitation, signal);
  return found.flat().map(({ tenantId }) => tenantId);
}

/**
 * Deletes the user while the profile still holds the user name. A person who has come again through their provider
 * has the same user name with another `sub`, and is left alone.
 */
async function deletePoolUser(
  users: ErasurePorts["users"],
  { sub, federatedAs }: Profile,
  signal: AbortSignal,
): Promise<void> {
  const user = await users.find(federatedAs ?? sub, signal);
  if (user?.attributes.sub === sub) await users.delete(user.username, signal);
}

export const isErased = ({ profile, memberships }: Person): boolean =>
  profile !== undefined && isTombstone(profile) && memberships.length === 0;
