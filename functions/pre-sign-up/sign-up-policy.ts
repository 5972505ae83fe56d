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
  /** Whether an invited person has to use the link of the invitation. */
  readonly invitationSecret: ReturnType<typeof readInvitationSecret>;
}

export interface Facts {
  readonly address: AddressFacts;
  readonly isLegacyUser: boolean;
}

/** Refuses what can be refused without reading a table. */
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

/**
 * Refuses by what the tables say. The address is not proven yet, so the question is where the person would belong if
 * it were.
 */
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
  // Checked for everybody, so that the time does not show who is invited.
  const hasLink = address.invitations.some(
    (invitation) => isOpen(invitation, now) && opens(invitationSecret, invitation),
  );
  const needsLink = source === "self" && policy.invitationSecret === "required";
  const lacksLink = needsLink && isInvited && !hasLink;
  // Without the link, the answer is that of somebody who is not invited: it must not show who is.
  const facts = lacksLink ? { ...address, invitations: [] } : address;
  if (!welcome({ ...facts, exclusions: [] })) refuse(lacksLink ? "no-invitation-link" : "belongs-nowhere");
  if (!welcome(facts)) refuse("excluded");
  // Otherwise anybody could take the address of a person whom a tenant has invited, or who has not moved over from
  // the old system yet.
  if (lacksLink) refuse("invited-address");
  if (source === "self" && isLegacyUser) refuse("legacy-user");
}

const isPlacedByInvitation = (placement: Placement): boolean =>
  placement.kind === "place" && placement.invitation !== undefined;

/**
 * The address that would count as proven. Native users prove theirs by a code. A federated user's counts only if the
 * provider is authoritative for it.
 */
export const addressOnceProven = (identity: Identity): EmailAddress | undefined =>
  provenEmail({ ...identity, emailVerified: true });

function requireAddress({ source, attributeNames, identity }: Registration): void {
  // Some providers give no address. The pool decides whether it can do without one.
  const mayLackOne = source !== "self" && !attributeNames.includes("email");
  if (identity.email === undefined && !mayLackOne) refuse("malformed-address");
}

/** The lists are for people who choose their address, not for those whom a tenant's own provider sends. */
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
