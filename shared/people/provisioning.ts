import type { Migrations } from "../legacy-users/migrations-table";
import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import type { Nowhere, ProfileOutcome } from "../runtime/outcomes";
import type { Invitation } from "../tenants/invitation";
import type { Invitations } from "../tenants/invitations-table";
import { isRole } from "../tenants/role";
import type { Tenants } from "../tenants/tenants-table";
import { type AddressFacts, type AddressFactsPorts, gatherAddressFacts } from "./address-facts";
import { exclusionFrom, exclusionsOf } from "./exclusion";
import type { Holders } from "./holders-table";
import { type Identity, marksOf, provenEmail } from "./identity";
import { labelOf, mislabelled } from "./labels";
import { newProfile } from "./new-profile";
import type { People } from "./people-table";
import { anyMembershipIn, type Membership, type Person, type Profile } from "./person";
import {
  decideNextPlacement,
  decidePlacement,
  type Placement,
  type PlacementPolicy,
  type PlacementQuestion,
} from "./placement";
import { isRemembered, type RememberedMarksPorts, rememberMarks } from "./remembered-marks";
import { decideRevival } from "./revival";

export interface ProvisioningPorts extends Omit<AddressFactsPorts, "exclusions"> {
  readonly people: Pick<People, "find" | "join" | "register" | "remember" | "settle" | "label">;
  readonly tenants: Pick<Tenants, "find" | "ownerOf">;
  readonly exclusions: RememberedMarksPorts["exclusions"];
  readonly holders: Pick<Holders, "add">;
  readonly invitations: Invitations;
  readonly migrations: Pick<Migrations, "bind">;
}

export interface Provisioned {
  readonly kind: ProfileOutcome;
  readonly person: Person;
}

type Outcome = Provisioned | { readonly kind: "nowhere"; readonly reason: Nowhere };

export type Provision = (identity: Identity, context: ChangeContext) => Promise<Outcome>;

/**
 * Makes sure that a person has exactly one profile, with the first values kept, however often and however many times
 * at once it is asked for.
 *
 * Every write is conditional or repeatable. The profile comes last: it shows that membership, invitation and
 * migration are done. A delivery that finds a profile stops. One that finds a membership without a profile finishes
 * what another delivery began. Facts are read before the person: if another delivery has just consumed an invitation,
 * the membership that came of it is seen. An invitation is claimed before the membership is written, so that only one
 * of two people with the same address joins by it.
 */
export const createProvisioning = (ports: ProvisioningPorts, policy: PlacementPolicy): Provision => {
  const attempt = createAttempt(ports, policy);
  return async (identity, context) => {
    for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
      const outcome = await attempt(identity, context);
      if (outcome !== "invitation-lost") return outcome;
    }
    throw new FaultError("the invitations of one address keep changing");
  };
};

/**
 * The second attempt sees what has become of the invitation. More are needed only while somebody keeps writing new
 * ones.
 */
const MOST_ATTEMPTS = 3;

const createAttempt =
  (ports: ProvisioningPorts, policy: PlacementPolicy) =>
  async (identity: Identity, context: ChangeContext): Promise<Outcome | "invitation-lost"> => {
    const { sub } = identity;
    if (sub === undefined) return { kind: "nowhere", reason: "no-sub" };
    const { people } = ports;
    const email = provenEmail(identity);
    const found = await gatherAddressFacts(
      ports,
      { proven: email, marks: marksOf(identity) },
      context.signal,
    );
    const person = await people.find(sub, context.signal);
    const facts = { ...found, exclusions: [...found.exclusions, ...exclusionsOf(person)] };
    const { profile } = person;
    if (profile !== undefined && profile.status !== "removed") {
      await rememberMarks(ports, { ...person, profile }, identity, context);
      if (!hasLostEveryPlace(person)) return bringUpToDate(ports, sub, person, context);
    }

    // Finishes what another delivery began, unless the person has been excluded since.
    const begun = profile === undefined ? person.memberships.find(isOpenTo(facts)) : undefined;
    const placement =
      begun === undefined
        ? decide(profile, { identity, email, facts, policy, now: context.now })
        : finish(begun, sub, facts.invitations);
    if (placement.kind === "nowhere") {
      if (profile === undefined) return placement;
      // A person who was removed stays removed.
      if (profile.status === "removed") await rememberMarks(ports, { ...person, profile }, identity, context);
      return { kind: "existing", person };
    }

    const tenant = await ports.tenants.find(placement.tenantId, context.signal);
    if (tenant === undefined) return { kind: "nowhere", reason: "unknown-tenant" };
    if (tenant.status !== "active") return { kind: "nowhere", reason: "suspended-tenant" };

    const { invitation } = placement;
    const role = placement.role ?? tenant.defaultRole;
    if (!isRole(role)) return { kind: "nowhere", reason: "unknown-default-role" };
    const joined = {
      tenantId: tenant.id,
      role,
      since: begun?.since ?? context.now.toISOString(),
      ...(invitation !== undefined && { invitedBy: invitation.invitedBy }),
    };
    if (!(await bindLegacyId(ports, identity.legacyId, sub, context)))
      return { kind: "nowhere", reason: "legacy-id-taken" };
    const claimed = invitation && (await ports.invitations.claim(invitation, sub, context));
    if (invitation !== undefined && claimed === undefined) return "invitation-lost";
    if (begun === undefined)
      await people.join(
        sub,
        { ...joined, ...labelOf(identity) },
        anyMembershipIn(person, joined.tenantId),
        context,
      );
    if (claimed !== undefined) await ports.invitations.close(claimed, "accepted", context);

    if (profile?.status === "active") {
      await people.settle(sub, tenant.id, context);
      return { kind: "rejoined", person: await people.find(sub, context.signal) };
    }
    await ports.holders.add(marksOf(identity), sub, context.signal);
    const fresh = newProfile(sub, identity, joined, context.now, profile);
    const first = await people.register(fresh, profile, context);
    const kind = !first ? "existing" : profile === undefined ? "provisioned" : "revived";
    return { kind, person: await people.find(sub, context.signal) };
  };

const isOpenTo =
  ({ exclusions }: AddressFacts) =>
  ({ tenantId }: Membership): boolean =>
    exclusionFrom(exclusions, tenantId) === undefined;

function decide(profile: Profile | undefined, question: PlacementQuestion): Placement {
  if (profile === undefined) return decidePlacement(question);
  return profile.status === "removed" ? decideRevival(profile, question) : decideNextPlacement(question);
}

/** Whether an active person has no active membership left. They come back by an invitation. */
const hasLostEveryPlace = (person: Person): boolean =>
  person.profile?.status === "active" &&
  lostMembership(person) === undefined &&
  !person.memberships.some(({ status }) => status === "active");

/**
 * The placement of a membership that exists already. The invitation that it came from may still be open, and is then
 * claimed by the person.
 */
const finish = (
  { tenantId, role }: Membership,
  sub: string,
  invitations: readonly Invitation[],
): Placement => ({
  kind: "place",
  by: "membership",
  tenantId,
  role,
  invitation: invitations.find(
    (invitation) =>
      invitation.status === "open" && invitation.tenantId === tenantId && invitation.claimedBy === sub,
  ),
});

/** Writes a lost membership again, which must not keep anybody out for good, and updates the labels of the others. */
async function bringUpToDate(
  { people }: ProvisioningPorts,
  sub: string,
  person: Person,
  context: ChangeContext,
): Promise<Provisioned> {
  const { profile } = person;
  const lost = lostMembership(person);
  if (lost !== undefined) await people.join(sub, { ...lost, ...labelOf(profile) }, undefined, context);
  for (const membership of mislabelled(person))
    await people.label(sub, membership, labelOf(profile), context);
  const kind = lost === undefined ? "existing" : "repaired";
  return { kind, person: lost === undefined ? person : await people.find(sub, context.signal) };
}

function lostMembership(person: Person): Profile["joined"] {
  const { profile } = person;
  if (profile?.status !== "active" || profile.joined?.tenantId !== profile.activeTenant) return undefined;
  return anyMembershipIn(person, profile.activeTenant) === undefined ? profile.joined : undefined;
}

/** Whether provisioning would change nothing. Then issuing tokens costs one read. */
export function isSettled(person: Person, identity: Identity): boolean {
  const { profile } = person;
  if (profile === undefined || profile.status === "removed") return false;
  return (
    lostMembership(person) === undefined &&
    !hasLostEveryPlace(person) &&
    mislabelled(person).length === 0 &&
    isRemembered(profile, identity)
  );
}

/** Binds the legacy id before anything else is written: a legacy user becomes one person, for good. */
async function bindLegacyId(
  { migrations }: ProvisioningPorts,
  legacyId: string | undefined,
  sub: string,
  { now, signal }: ChangeContext,
): Promise<boolean> {
  if (legacyId === undefined) return true;
  return migrations.bind({ legacyId, sub, migratedAt: now.toISOString() }, signal);
}
