import type { Migrations } from "../legacy-users/migrations-table";
import type { Invitation } from "../tenants/invitation";
import type { Invitations } from "../tenants/invitations-table";
import type { Tenants } from "../tenants/tenants-table";
import { type AddressFactsPorts, gatherAddressFacts } from "./address-facts";
import { type Identity, marksOf, provenEmail } from "./identity";
import type { People } from "./people-table";
import type { Membership, Origin, Person, Profile } from "./person";
import { decidePlacement, type Placement, type PlacementPolicy, type PlacementQuestion } from "./placement";
import { decideRevival } from "./revival";
import { isRole } from "./role";

export interface ProvisioningPorts extends AddressFactsPorts {
  readonly people: Pick<People, "find" | "join" | "rejoin" | "register">;
  readonly tenants: Pick<Tenants, "find" | "ownerOf">;
  readonly invitations: Invitations;
  readonly migrations: Pick<Migrations, "bind">;
}

export interface Provisioned {
  readonly kind: "existing" | "provisioned" | "revived";
  readonly person: Person;
}

export type Provision = (
  identity: Identity,
  moment: Moment,
) => Promise<Provisioned | { readonly kind: "nowhere"; readonly reason: NowhereReason }>;

type NowhereReason =
  | Extract<Placement, { kind: "nowhere" }>["reason"]
  | "no-sub"
  | "unknown-tenant"
  | "suspended-tenant"
  | "unknown-default-role"
  | "legacy-id-taken";

export interface Moment {
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Makes sure that a person has a profile: exactly one, with the first values kept, however often and however many times
 * at once it is asked for.
 *
 * Every write is conditional or repeatable, and the profile comes last: it is the mark that membership, invitation and
 * migration are settled. A delivery that finds it stops; one that finds a membership without it finishes what
 * another delivery began. Facts are read before the person, so that an invitation that is missing because another
 * delivery has just consumed it can only be seen together with the membership that it became.
 */
export const createProvisioning =
  (ports: ProvisioningPorts, policy: PlacementPolicy): Provision =>
  async (identity, moment) => {
    const { sub } = identity;
    if (sub === undefined) return { kind: "nowhere", reason: "no-sub" };
    const { people } = ports;
    const email = provenEmail(identity);
    const facts = await gatherAddressFacts(ports, { proven: email, marks: marksOf(identity) }, moment.signal);
    const person = await people.find(sub, moment.signal);
    const { profile } = person;
    if (profile !== undefined && profile.status !== "removed") return { kind: "existing", person };

    // What another delivery began is finished, unless the person has been excluded since.
    const [begun] = profile === undefined && facts.exclusion === undefined ? person.memberships : [];
    const placement =
      begun === undefined
        ? decide(profile, { identity, email, facts, policy, now: moment.now })
        : finish(begun, facts.invitations);
    if (placement.kind === "nowhere") {
      // A tombstone stands: whoever was removed stays removed.
      return profile === undefined ? placement : { kind: "existing", person };
    }

    const tenant = await ports.tenants.find(placement.tenantId, moment.signal);
    if (tenant === undefined) return { kind: "nowhere", reason: "unknown-tenant" };
    if (tenant.status !== "active") return { kind: "nowhere", reason: "suspended-tenant" };

    const { invitation } = placement;
    const role = placement.role ?? tenant.defaultRole;
    if (!isRole(role)) return { kind: "nowhere", reason: "unknown-default-role" };
    const membership: Membership = begun ?? {
      tenantId: tenant.id,
      role,
      since: moment.now.toISOString(),
      ...(invitation !== undefined && { invitedBy: invitation.invitedBy }),
    };
    if (!(await bindLegacyId(ports, identity.legacyId, sub, moment)))
      return { kind: "nowhere", reason: "legacy-id-taken" };
    const join = profile === undefined ? people.join : people.rejoin;
    await join(sub, membership, moment.signal);
    if (invitation !== undefined)
      await ports.invitations.consume(invitation.email, invitation.tenantId, moment.signal);

    const fresh = newProfile(sub, identity, placement, moment.now, profile);
    const first = await people.register(fresh, profile, moment.signal);
    const kind = !first ? "existing" : profile === undefined ? "provisioned" : "revived";
    return { kind, person: await people.find(sub, moment.signal) };
  };

const decide = (tombstone: Profile | undefined, question: PlacementQuestion): Placement =>
  tombstone === undefined ? decidePlacement(question) : decideRevival(tombstone, question);

const finish = ({ tenantId, role }: Membership, invitations: readonly Invitation[]): Placement => ({
  kind: "place",
  by: "membership",
  tenantId,
  role,
  invitation: invitations.find((invitation) => invitation.tenantId === tenantId),
});

/** Before anything else is written: a legacy user becomes one person, for good. */
async function bindLegacyId(
  { migrations }: ProvisioningPorts,
  legacyId: string | undefined,
  sub: string,
  { now, signal }: Moment,
): Promise<boolean> {
  if (legacyId === undefined) return true;
  return migrations.bind({ legacyId, sub, migratedAt: now.toISOString() }, signal);
}

const newProfile = (
  sub: string,
  identity: Identity,
  placement: Extract<Placement, { kind: "place" }>,
  now: Date,
  tombstone: Profile | undefined,
): Profile => ({
  sub,
  status: "active",
  activeTenant: placement.tenantId,
  origin: originOf(identity),
  createdAt: tombstone?.createdAt ?? now.toISOString(),
  ...(identity.email !== undefined && { email: identity.email.address }),
  emailVerified: provenEmail(identity) !== undefined,
  ...(identity.federation !== undefined && { federatedAs: identity.federation.userName }),
  ...(identity.name !== undefined && { name: identity.name }),
  ...(identity.locale !== undefined && { locale: identity.locale }),
  ...(identity.legacyId !== undefined && { legacyId: identity.legacyId }),
});

function originOf({ federation, legacyId, assigned }: Identity): Origin {
  if (federation !== undefined) return "federation";
  if (legacyId !== undefined) return "migration";
  return assigned.tenantId === undefined ? "sign-up" : "admin";
}
