import { byText } from "../by-text";
import { type EmailAddress, readEmail } from "../email";
import type { CallContext, ChangeContext } from "../runtime/invocation";
import { type Invitation, isOpen } from "../tenants/invitation";
import type { Invitations } from "../tenants/invitations-table";
import type { Tenant } from "../tenants/tenant";
import type { Tenants } from "../tenants/tenants-table";
import { exclusionsOf } from "./exclusion";
import type { Exclusions } from "./exclusions-table";
import { labelOf } from "./labels";
import { marksOfProfile } from "./named-marks";
import type { People } from "./people-table";
import { anyMembershipIn, type KnownPerson, type Membership, membershipIn, type Profile } from "./person";
import { mayInvite, overcomes } from "./placement";

export interface OfferPorts {
  readonly people: Pick<People, "find" | "join">;
  readonly tenants: Pick<Tenants, "find" | "ownerOf">;
  readonly invitations: Pick<Invitations, "forEmail" | "find" | "claim" | "close">;
  readonly exclusions: Pick<Exclusions, "find">;
}

/** An invitation that a person may accept, with the tenant that offers it. */
export interface TenantOffer {
  readonly invitation: Invitation;
  readonly tenant: Tenant;
}

/**
 * The open invitations of a person's proven address, by the same rules as for a new person: if a tenant owns the
 * domain, only that tenant and the platform may invite the address.
 */
export async function offersTo(
  { tenants, invitations, exclusions }: OfferPorts,
  person: KnownPerson,
  { now, signal }: CallContext,
): Promise<readonly TenantOffer[]> {
  const email = provenAddressOf(person.profile);
  if (email === undefined) return [];
  const [found, owner, excluded] = await Promise.all([
    invitations.forEmail(email.address, signal),
    tenants.ownerOf(email.domain, signal),
    exclusions.find(
      marksOfProfile(person.profile).map(({ mark }) => mark),
      signal,
    ),
  ]);
  const open = found
    .filter((invitation) => isOpen(invitation, now))
    .filter(({ claimedBy }) => claimedBy === undefined || claimedBy === person.profile.sub)
    .filter(({ tenantId }) => mayInvite(tenantId, owner))
    .filter((invitation) => overcomes(invitation, [...excluded, ...exclusionsOf(person)]))
    .filter(({ tenantId }) => membershipIn(person, tenantId) === undefined);
  const offers = await Promise.all(
    open.map(async (invitation) => ({
      invitation,
      tenant: await tenants.find(invitation.tenantId, signal),
    })),
  );
  return offers
    .filter((offer): offer is TenantOffer => offer.tenant?.status === "active")
    .sort(byText(({ invitation }) => invitation.createdAt));
}

const provenAddressOf = ({ email, emailVerified }: Profile): EmailAddress | undefined =>
  emailVerified === true ? readEmail(email) : undefined;

/**
 * After a lost answer or a second acceptance at the same time, the second attempt finds the invitation claimed by the
 * person. If it has been closed meanwhile, the third finds the membership.
 */
const MOST_ATTEMPTS = 3;

/**
 * Returns the membership that the person has afterwards; `undefined` if there is no such offer any more. Repeating an
 * interrupted acceptance finds the membership and closes the invitation.
 */
export async function acceptOffer(
  ports: OfferPorts,
  person: KnownPerson,
  tenantId: string,
  context: ChangeContext,
): Promise<Membership | undefined> {
  let present = person;
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
    const membership = await tryToAccept(ports, present, tenantId, context);
    if (membership !== undefined) return membership;
    present = { ...(await ports.people.find(person.profile.sub, context.signal)), profile: person.profile };
  }
  return undefined;
}

async function tryToAccept(
  ports: OfferPorts,
  person: KnownPerson,
  tenantId: string,
  context: ChangeContext,
): Promise<Membership | undefined> {
  const { sub } = person.profile;
  const present = membershipIn(person, tenantId);
  if (present !== undefined) {
    await closeClaimed(ports, person.profile, tenantId, context);
    return present;
  }
  const invitation = await offerOf(ports, person, tenantId, context);
  const claimed = invitation && (await ports.invitations.claim(invitation, sub, context));
  if (invitation === undefined || claimed === undefined) return undefined;
  const { role, invitedBy } = invitation;
  const since = context.now.toISOString();
  await ports.people.join(
    sub,
    { tenantId, role, since, invitedBy, ...labelOf(person.profile) },
    anyMembershipIn(person, tenantId),
    context,
  );
  await ports.invitations.close(claimed, "accepted", context);
  return membershipIn(await ports.people.find(sub, context.signal), tenantId);
}

/** Closes the invitation of an acceptance that was interrupted after it wrote the membership. */
async function closeClaimed(
  { invitations }: OfferPorts,
  profile: Profile,
  tenantId: string,
  context: ChangeContext,
): Promise<void> {
  const email = provenAddressOf(profile);
  const invitation = email && (await invitations.find(email.address, tenantId, context.signal));
  if (invitation?.status === "open" && invitation.claimedBy === profile.sub)
    await invitations.close(invitation, "accepted", context);
}

/** False if there is no such offer any more. */
export async function declineOffer(
  ports: OfferPorts,
  person: KnownPerson,
  tenantId: string,
  context: ChangeContext,
): Promise<boolean> {
  const invitation = await offerOf(ports, person, tenantId, context);
  if (invitation === undefined) return false;
  return (await ports.invitations.close(invitation, "declined", context)) !== undefined;
}

const offerOf = async (ports: OfferPorts, person: KnownPerson, tenantId: string, context: CallContext) =>
  (await offersTo(ports, person, context)).find((offer) => offer.tenant.id === tenantId)?.invitation;
