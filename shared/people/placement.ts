import { byText } from "../by-text";
import type { EmailAddress } from "../email";
import type { Nowhere } from "../runtime/outcomes";
import { type Invitation, isOpen } from "../tenants/invitation";
import { isRole, LOWEST_ROLE, type Role } from "../tenants/role";
import { isPlace, isTenantId, PLATFORM } from "../tenants/tenant";
import type { AddressFacts } from "./address-facts";
import { exclusionFrom } from "./exclusion";
import type { Identity } from "./identity";

/** Who may join a stage without an invitation or an assignment. */
export type SignUpPolicy =
  /** Nobody. */
  | "invited"
  /** People whose proven address is in a domain that a tenant owns. */
  | "domain"
  /** Everybody; those of no tenant share the public one. */
  | "open";

export const SIGN_UP_POLICIES = ["invited", "domain", "open"] as const satisfies readonly SignUpPolicy[];

export interface PlacementPolicy {
  readonly signUpPolicy: SignUpPolicy;
  /** The tenant of people who have no other place on an `open` stage. */
  readonly publicTenant: string;
}

export interface PlacementQuestion {
  readonly identity: Pick<Identity, "sub" | "assigned" | "federation">;
  /** The address that counts as proven. Pre-sign-up passes the one that would be. */
  readonly email: EmailAddress | undefined;
  readonly facts: AddressFacts;
  readonly policy: PlacementPolicy;
  readonly now: Date;
}

export type Placement =
  | {
      readonly kind: "place";
      readonly by: "membership" | "assignment" | "provider" | "invitation" | "domain" | "open-stage";
      readonly tenantId: string;
      /** If undefined, the tenant's default role applies. */
      readonly role: Role | undefined;
      /** The invitation to accept when the placement is carried out. */
      readonly invitation: Invitation | undefined;
    }
  | {
      readonly kind: "nowhere";
      readonly reason: Nowhere;
    };

/** Decides where a person belongs. Nothing that a client can write has an effect. */
export function decidePlacement(question: PlacementQuestion): Placement {
  const placement = placeUnexcluded(question);
  // An invitation in the placement has already been checked against the exclusions. An assignment does not overcome
  // them: the migration assigns too, and an old password must not undo a suspension.
  const isKeptOut =
    placement.kind === "place" &&
    placement.invitation === undefined &&
    exclusionFrom(question.facts.exclusions, placement.tenantId) !== undefined;
  return isKeptOut ? { kind: "nowhere", reason: "excluded" } : placement;
}

/**
 * Where a person belongs who has a profile but has lost every place: where they have been invited since, or nowhere.
 */
export function decideNextPlacement(question: PlacementQuestion): Placement {
  const identity = { ...question.identity, assigned: { tenantId: undefined, role: undefined } };
  const placement = decidePlacement({ ...question, identity });
  if (placement.kind === "nowhere" || placement.invitation !== undefined) return placement;
  return { kind: "nowhere", reason: "not-invited" };
}

function placeUnexcluded(question: PlacementQuestion): Placement {
  const { assigned, federation } = question.identity;
  if (federation !== undefined) return placeFederated(question, federation.provider);
  if (assigned.tenantId !== undefined) return placeAssigned(assigned.tenantId, assigned.role);
  return placeByAddress(question);
}

function placeAssigned(tenantId: string, role: string | undefined): Placement {
  const known = role === undefined || isRole(role);
  if (!known || !isTenantId(tenantId)) return { kind: "nowhere", reason: "bad-assignment" };
  return { kind: "place", by: "assignment", tenantId, role, invitation: undefined };
}

function placeFederated(
  question: PlacementQuestion,
  provider: NonNullable<Identity["federation"]>["provider"],
): Placement {
  if (provider === undefined) return { kind: "nowhere", reason: "unknown-provider" };
  const { tenantId } = provider;
  if (tenantId === undefined) return placeByAddress(question);
  // The binding decides the tenant. An invitation of that tenant can still decide the role.
  const invitation = oldestOpen(question, (inviter) => inviter === tenantId);
  return { kind: "place", by: "provider", tenantId, role: invitation?.role, invitation };
}

function placeByAddress(question: PlacementQuestion): Placement {
  const { identity, email, facts } = question;
  const { signUpPolicy, publicTenant } = question.policy;
  const { domainOwner } = facts;
  if (email !== undefined) {
    const invitation = oldestOpen(question, (inviter) => mayInvite(inviter, domainOwner));
    if (invitation !== undefined) {
      const { tenantId, role } = invitation;
      return { kind: "place", by: "invitation", tenantId, role, invitation };
    }
    if (domainOwner !== undefined && signUpPolicy !== "invited")
      return { kind: "place", by: "domain", tenantId: domainOwner, role: undefined, invitation: undefined };
  }
  if (signUpPolicy !== "open") {
    // For people from a provider, nobody else could prove the address.
    const isUnproven = email === undefined && identity.federation === undefined;
    return { kind: "nowhere", reason: isUnproven ? "unproven-address" : "not-invited" };
  }
  return {
    kind: "place",
    by: "open-stage",
    tenantId: publicTenant,
    role: LOWEST_ROLE,
    invitation: undefined,
  };
}

/**
 * If a tenant owns the domain, no other tenant can invite its addresses. Operators may have addresses of any domain.
 */
export const mayInvite = (inviter: string, domainOwner: string | undefined): boolean =>
  domainOwner === undefined || inviter === domainOwner || inviter === PLATFORM;

function oldestOpen(
  question: PlacementQuestion,
  counts: (inviter: string) => boolean,
): Invitation | undefined {
  const { email, facts, identity, now } = question;
  return facts.invitations
    .filter((invitation) => email?.address === invitation.email)
    .filter(({ claimedBy }) => claimedBy === undefined || claimedBy === identity.sub)
    .filter(({ tenantId, role }) => counts(tenantId) && isPlace(tenantId) && isRole(role))
    .filter((invitation) => isOpen(invitation, now))
    .filter((invitation) => overcomes(invitation, facts.exclusions))
    .sort(byText(({ createdAt }) => createdAt))[0];
}

/** An invitation brings back a person who was removed before it was written, but never one who is suspended. */
export function overcomes(
  { tenantId, createdAt }: Invitation,
  exclusions: AddressFacts["exclusions"],
): boolean {
  const exclusion = exclusionFrom(exclusions, tenantId);
  return (
    exclusion === undefined ||
    (exclusion.status === "removed" && Date.parse(createdAt) > Date.parse(exclusion.since))
  );
}
