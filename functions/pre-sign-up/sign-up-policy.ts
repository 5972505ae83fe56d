import type { EmailAddress } from "../../shared/email";
import type { AddressFacts } from "../../shared/people/address-facts";
import { type Identity, provenEmail } from "../../shared/people/identity";
import { decidePlacement, type Placement, type PlacementPolicy } from "../../shared/people/placement";
import { oneOf } from "../../shared/runtime/readers";
import { refuse } from "../../shared/runtime/refusals";
import { isOpen } from "../../shared/tenants/invitation";
import { opens } from "../../shared/tenants/invitation-secret";
import { isRole, ROLES } from "../../shared/tenants/role";
import { isTenantId } from "../../shared/tenants/tenant";
import { type DomainLists, isAllowed } from "./domain-lists";
import { isPrivileged } from "./privileged-attributes";

export interface Registration {
  readonly source: "self" | "federation" | "administrator";
  readonly attributeNames: readonly string[];
  readonly identity: Identity;
  /** The secret of the invitation's link that they have followed. */
  readonly invitationSecret: string;
}

export const readInvitationSecret = oneOf("required", "waived");

export interface RegistrationPolicy extends PlacementPolicy {
  /** Whether whoever is invited has to come by the link of the invitation. */
  readonly invitationSecret: ReturnType<typeof readInvitationSecret>;
}

export interface Facts {
  readonly address: AddressFacts;
  readonly isLegacyUser: boolean;
}

/** Refuses what can be refused without asking anybody. */
export function requireForm(registration: Registration, lists: DomainLists): void {
  const { source, attributeNames, identity } = registration;
  if (source === "administrator") {
    requireAssignment(identity);
    requireAddress(registration);
    return;
  }
  if (attributeNames.some(isPrivileged) || (source === "self" && identity.emailVerified))
    refuse("privileged-attribute");
  requireAddress(registration);
  requireDomain(registration, lists);
}

/** Refuses by what the tables say. Nothing is proven yet, so the question is where they would belong if it were. */
export function requirePlace(
  { source, identity, invitationSecret }: Registration,
  { address, isLegacyUser }: Facts,
  policy: RegistrationPolicy,
  now: Date,
): void {
  const question = { identity, email: addressOnceProven(identity), policy, now };
  const place = (facts: AddressFacts) => decidePlacement({ ...question, facts });
  const welcome = (facts: AddressFacts) => place(facts).kind === "place";
  const isInvited = isPlacedByInvitation(place(address));
  // Asked of everybody, so that it takes the same time whether somebody is invited or not.
  const hasLink = address.invitations.some(
    (invitation) => isOpen(invitation, now) && opens(invitationSecret, invitation),
  );
  const needsLink = source === "self" && policy.invitationSecret === "required";
  const lacksLink = needsLink && isInvited && !hasLink;
  // Whoever lacks the link is told what somebody would be told who is not invited: it must not show who is.
  const facts = lacksLink ? { ...address, invitations: [] } : address;
  if (!welcome({ ...facts, exclusions: [] })) refuse(lacksLink ? "no-invitation-link" : "belongs-nowhere");
  if (!welcome(facts)) refuse("excluded");
  // Otherwise anybody could take the address of somebody who has not come in yet: whom a tenant has invited, or who has
  // not moved over from the old system.
  if (lacksLink) refuse("invited-address");
  if (source === "self" && isLegacyUser) refuse("legacy-user");
}

const isPlacedByInvitation = (placement: Placement): boolean =>
  placement.kind === "place" && placement.invitation !== undefined;

/** Native users prove their address by a code. A provider's word stays its word, however often it is given. */
export const addressOnceProven = (identity: Identity): EmailAddress | undefined =>
  provenEmail({ ...identity, emailVerified: true });

function requireAddress({ source, attributeNames, identity }: Registration): void {
  // Some providers give no address; whether the pool can do without one is for the pool to say.
  const mayLackOne = source !== "self" && !attributeNames.includes("email");
  if (identity.email === undefined && !mayLackOne) refuse("malformed-address");
}

/** The lists are for people who pick an address themselves, not for those whom a tenant's own provider sends. */
function requireDomain({ identity }: Registration, lists: DomainLists): void {
  const { email, federation } = identity;
  const picksAddress = email !== undefined && federation?.provider?.tenantId === undefined;
  if (picksAddress && !isAllowed(email.domain, lists)) refuse("domain-not-allowed");
}

/** These attributes cannot be changed later, so an administrator's slip is better caught now. */
function requireAssignment({ assigned: { tenantId, role } }: Identity): void {
  if (tenantId !== undefined && !isTenantId(tenantId))
    refuse("bad-assignment", "tenant_id", "not the id of a tenant");
  if (role !== undefined && !isRole(role)) refuse("bad-assignment", "role", `none of ${ROLES.join(", ")}`);
}
