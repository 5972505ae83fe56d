import type { Migrations } from "../legacy-users/migrations-table";
import { FaultError } from "../runtime/errors";
import type { CallContext } from "../runtime/invocation";
import type { Nowhere, ProfileOutcome } from "../runtime/outcomes";
import type { Invitation } from "../tenants/invitation";
import type { Invitations } from "../tenants/invitations-table";
import { isRole } from "../tenants/role";
import type { Tenants } from "../tenants/tenants-table";
import { type AddressFactsPorts, gatherAddressFacts } from "./address-facts";
import { type Identity, marksOf, provenEmail } from "./identity";
import type { People } from "./people-table";
import { activeMembership, type Membership, type Origin, type Person, type Profile } from "./person";
import { decidePlacement, type Placement, type PlacementPolicy, type PlacementQuestion } from "./placement";
import { isRemembered, type RememberedMarksPorts, rememberMarks } from "./remembered-marks";
import { decideRevival } from "./revival";

export interface ProvisioningPorts extends Omit<AddressFactsPorts, "exclusions"> {
  readonly people: Pick<People, "find" | "join" | "rejoin" | "register" | "remember">;
  readonly tenants: Pick<Tenants, "find" | "ownerOf">;
  readonly exclusions: RememberedMarksPorts["exclusions"];
  readonly invitations: Invitations;
  readonly migrations: Pick<Migrations, "bind">;
}

export interface Provisioned {
  readonly kind: ProfileOutcome;
  readonly person: Person;
}

type Outcome = Provisioned | { readonly kind: "nowhere"; readonly reason: Nowhere };

export type Provision = (identity: Identity, context: CallContext) => Promise<Outcome>;

/**
 * Makes sure that a person has a profile: exactly one, with the first values kept, however often and however many times
 * at once it is asked for.
 *
 * Every write is conditional or repeatable, and the profile comes last: it is the sign that membership, invitation and
 * migration are settled. A delivery that finds it stops; one that finds a membership without it finishes what another
 * delivery began. Facts are read before the person, so that an invitation that is missing because another delivery has
 * just consumed it can only be seen together with the membership that it became. An invitation is claimed before the
 * membership is written, so that of two people with the same address one joins by it.
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
 * The second one sees what has become of the invitation; more are only needed while somebody keeps writing new ones.
 */
const MOST_ATTEMPTS = 3;

const createAttempt =
  (ports: ProvisioningPorts, policy: PlacementPolicy) =>
  async (identity: Identity, context: CallContext): Promise<Outcome | "invitation-lost"> => {
    const { sub } = identity;
    if (sub === undefined) return { kind: "nowhere", reason: "no-sub" };
    const { people } = ports;
    const email = provenEmail(identity);
    const facts = await gatherAddressFacts(
      ports,
      { proven: email, marks: marksOf(identity) },
      context.signal,
    );
    const person = await people.find(sub, context.signal);
    const { profile } = person;
    if (profile !== undefined && profile.status !== "removed") {
      await rememberMarks(ports, profile, identity, context);
      return repairMembership(ports, sub, person, context);
    }

    // What another delivery began is finished, unless the person has been excluded since.
    const [begun] = profile === undefined && facts.exclusion === undefined ? person.memberships : [];
    const placement =
      begun === undefined
        ? decide(profile, { identity, email, facts, policy, now: context.now })
        : finish(begun, sub, facts.invitations);
    if (placement.kind === "nowhere") {
      if (profile === undefined) return placement;
      // A tombstone stands: whoever was removed stays removed.
      await rememberMarks(ports, profile, identity, context);
      return { kind: "existing", person };
    }

    const tenant = await ports.tenants.find(placement.tenantId, context.signal);
    if (tenant === undefined) return { kind: "nowhere", reason: "unknown-tenant" };
    if (tenant.status !== "active") return { kind: "nowhere", reason: "suspended-tenant" };

    const { invitation } = placement;
    const role = placement.role ?? tenant.defaultRole;
    if (!isRole(role)) return { kind: "nowhere", reason: "unknown-default-role" };
    const membership: Membership = begun ?? {
      tenantId: tenant.id,
      role,
      since: context.now.toISOString(),
      ...(invitation !== undefined && { invitedBy: invitation.invitedBy }),
    };
    if (!(await bindLegacyId(ports, identity.legacyId, sub, context)))
      return { kind: "nowhere", reason: "legacy-id-taken" };
    if (invitation !== undefined && !(await ports.invitations.claim(invitation, sub, context.signal)))
      return "invitation-lost";
    const join = profile === undefined ? people.join : people.rejoin;
    await join(sub, membership, context.signal);
    if (invitation !== undefined) await ports.invitations.consume(invitation, sub, context.signal);

    const fresh = newProfile(sub, identity, membership, context.now, profile);
    const first = await people.register(fresh, profile, context.signal);
    const kind = !first ? "existing" : profile === undefined ? "provisioned" : "revived";
    return { kind, person: await people.find(sub, context.signal) };
  };

const decide = (tombstone: Profile | undefined, question: PlacementQuestion): Placement =>
  tombstone === undefined ? decidePlacement(question) : decideRevival(tombstone, question);

/**
 * The invitation by which the membership came about may still be there; one that nobody has claimed did not become it.
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
    (invitation) => invitation.tenantId === tenantId && invitation.claimedBy === sub,
  ),
});

/** A write that was lost must not keep anybody out for good. */
async function repairMembership(
  { people }: ProvisioningPorts,
  sub: string,
  person: Person,
  { signal }: CallContext,
): Promise<Provisioned> {
  const lost = lostMembership(person);
  if (lost === undefined) return { kind: "existing", person };
  await people.join(sub, lost, signal);
  return { kind: "repaired", person: await people.find(sub, signal) };
}

function lostMembership({ profile, memberships }: Person): Membership | undefined {
  if (profile?.status !== "active" || profile.joined?.tenantId !== profile.activeTenant) return undefined;
  return activeMembership({ profile, memberships }) === undefined ? profile.joined : undefined;
}

/** Whether provisioning would leave everything as it is, so that a usual issue of tokens is one read. */
export function isSettled(person: Person, identity: Identity): boolean {
  const { profile } = person;
  if (profile === undefined || profile.status === "removed") return false;
  return lostMembership(person) === undefined && isRemembered(profile, identity);
}

/** Before anything else is written: a legacy user becomes one person, for good. */
async function bindLegacyId(
  { migrations }: ProvisioningPorts,
  legacyId: string | undefined,
  sub: string,
  { now, signal }: CallContext,
): Promise<boolean> {
  if (legacyId === undefined) return true;
  return migrations.bind({ legacyId, sub, migratedAt: now.toISOString() }, signal);
}

const newProfile = (
  sub: string,
  identity: Identity,
  { tenantId, role, since, invitedBy }: Membership,
  now: Date,
  tombstone: Profile | undefined,
): Profile => {
  const proven = provenEmail(identity);
  const accounts = new Set([...(tombstone?.accounts ?? []), ...identity.accounts]);
  const provenAddresses = new Set([
    ...(tombstone?.provenAddresses ?? []),
    ...(proven ? [proven.address] : []),
  ]);
  return {
    sub,
    status: "active",
    activeTenant: tenantId,
    joined: { tenantId, role, since, ...(invitedBy !== undefined && { invitedBy }) },
    origin: originOf(identity),
    createdAt: tombstone?.createdAt ?? now.toISOString(),
    ...(identity.email !== undefined && { email: identity.email.address }),
    emailVerified: proven !== undefined,
    ...(provenAddresses.size > 0 && { provenAddresses }),
    ...(accounts.size > 0 && { accounts }),
    ...(identity.federation !== undefined && { federatedAs: identity.federation.userName }),
    ...(identity.name !== undefined && { name: identity.name }),
    ...(identity.locale !== undefined && { locale: identity.locale }),
    ...(identity.legacyId !== undefined && { legacyId: identity.legacyId }),
  };
};

function originOf({ federation, legacyId, assigned }: Identity): Origin {
  if (federation !== undefined) return "federation";
  if (legacyId !== undefined) return "migration";
  return assigned.tenantId === undefined ? "sign-up" : "admin";
}
