import { randomUUID } from "node:crypto";
import { changed } from "../change";
import { type EmailAddress, readEmail } from "../email";
import { exclusionFrom } from "../people/exclusion";
import type { Exclusions } from "../people/exclusions-table";
import { emailMark } from "../people/marks";
import type { Member, Members } from "../people/members-table";
import { mayInvite } from "../people/placement";
import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import type { Invitation } from "../tenants/invitation";
import { digestOfSecret, newInvitationSecret } from "../tenants/invitation-secret";
import type { Invitations } from "../tenants/invitations-table";
import type { Role } from "../tenants/role";
import type { Tenant } from "../tenants/tenant";
import type { Tenants } from "../tenants/tenants-table";
import type { Deliver, Delivery } from "./delivery";

/** A person to invite. */
export interface Invitee {
  /** As the inviter wrote it. */
  readonly email: string;
  /** Without one, the tenant's default role. */
  readonly role: Role | undefined;
  readonly language: string | undefined;
}

export interface InvitingPorts {
  readonly tenants: Pick<Tenants, "ownerOf">;
  readonly exclusions: Pick<Exclusions, "find">;
  readonly invitations: Pick<Invitations, "find" | "write" | "noteSent">;
  readonly members: Pick<Members, "findMember">;
  readonly deliver: Deliver;
}

/** Why an invitation would not count, so that none is written. */
export type InvitingRefusal =
  /** `busy`: others keep inviting the same address at this moment. */
  | { readonly reason: "malformed-address" | "listed-twice" | "busy" }
  | { readonly reason: "foreign-domain"; readonly domain: string; readonly owner: string | undefined }
  /** `removed`: by the inviter's clock the removal is later than the invitation, which then would not overcome it. */
  | { readonly reason: "suspended" | "removed"; readonly since: string };

export type InvitingResult = { readonly email: string } & (
  | {
      readonly outcome: "invited" | "invited-again";
      readonly invitation: Invitation;
      readonly former: Invitation | undefined;
      readonly delivery: Delivery;
    }
  | { readonly outcome: "already-member"; readonly member: Member }
  | { readonly outcome: "refused"; readonly refusal: InvitingRefusal }
);

export const MOST_INVITEES = 100;
export const DAYS_VALID = 14;

/** How many are invited at the same time. SES takes 14 letters a second, unless an account has asked for more. */
const AT_ONCE = 5;

/** Invites each address to an active tenant. A problem with one does not stop the others. */
export async function invite(
  ports: InvitingPorts,
  tenant: Tenant,
  invitees: readonly Invitee[],
  { days = DAYS_VALID, ...context }: ChangeContext & { readonly days?: number },
): Promise<readonly InvitingResult[]> {
  const results: InvitingResult[] = [];
  for (let begin = 0; begin < invitees.length; begin += AT_ONCE) {
    const some = invitees.slice(begin, begin + AT_ONCE).map((invitee, index) => {
      const before = invitees.slice(0, begin + index);
      if (before.some(({ email }) => email.toLowerCase() === invitee.email.toLowerCase()))
        return refused(invitee.email, { reason: "listed-twice" });
      return inviteOne(ports, tenant, invitee, days, context);
    });
    results.push(...(await Promise.all(some)));
  }
  return results;
}

/**
 * Writes the open invitation again with another secret, so the earlier link no longer works. Undefined if the
 * invitation has changed since it was read.
 */
export async function inviteAgain(
  ports: InvitingPorts,
  tenant: Tenant,
  invitation: Invitation,
  context: ChangeContext,
): Promise<InvitingResult | undefined> {
  const email = readEmail(invitation.email);
  if (email === undefined) throw new FaultError("an invitation is for no address");
  return (
    (await obstacleOf(ports, tenant, email, context)) ??
    (await offer(ports, tenant, invitation, invitation, DAYS_VALID, context))
  );
}

/** A further attempt is needed only if somebody writes the same invitation at the same moment. */
const MOST_ATTEMPTS = 5;

async function inviteOne(
  ports: InvitingPorts,
  tenant: Tenant,
  invitee: Invitee,
  days: number,
  context: ChangeContext,
): Promise<InvitingResult> {
  const email = readEmail(invitee.email);
  if (email === undefined) return refused(invitee.email, { reason: "malformed-address" });
  const obstacle = await obstacleOf(ports, tenant, email, context);
  if (obstacle !== undefined) return obstacle;
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
    const former = await ports.invitations.find(email.address, tenant.id, context.signal);
    const result = await offer(ports, tenant, { ...invitee, email: email.address }, former, days, context);
    if (result !== undefined) return result;
  }
  return refused(email.address, { reason: "busy" });
}

/** The reason why an invitation is not needed, or would not count when the person signs up. */
async function obstacleOf(
  { tenants, exclusions, members }: InvitingPorts,
  tenant: Tenant,
  { address, domain }: EmailAddress,
  { now, signal }: ChangeContext,
): Promise<InvitingResult | undefined> {
  const [owner, excluded, member] = await Promise.all([
    tenants.ownerOf(domain, signal),
    exclusions.find([emailMark(address)], signal),
    members.findMember(address, tenant.id, signal),
  ]);
  if (member !== undefined) return { email: address, outcome: "already-member", member };
  if (!mayInvite(tenant.id, owner)) return refused(address, { reason: "foreign-domain", domain, owner });
  const exclusion = exclusionFrom(excluded, tenant.id);
  if (exclusion?.status === "suspended")
    return refused(address, { reason: "suspended", since: exclusion.since });
  if (exclusion !== undefined && now.toISOString() <= exclusion.since)
    return refused(address, { reason: "removed", since: exclusion.since });
  return undefined;
}

/** Undefined if somebody else has written an invitation to this address since the former one was read. */
async function offer(
  { invitations, deliver }: InvitingPorts,
  tenant: Tenant,
  { email, role, language }: Invitee | Invitation,
  former: Invitation | undefined,
  days: number,
  context: ChangeContext,
): Promise<InvitingResult | undefined> {
  const { by, now, signal } = context;
  const open = former?.status === "open" ? former : undefined;
  const secret = newInvitationSecret();
  const invitation: Invitation = {
    email,
    tenantId: tenant.id,
    id: open?.id ?? randomUUID(),
    role: role ?? tenant.defaultRole,
    status: "open",
    secretDigest: digestOfSecret(secret),
    invitedBy: by,
    ...(language !== undefined && { language }),
    createdAt: now.toISOString(),
    expiresAt: Math.floor(now.getTime() / 1000) + days * 86_400,
    version: (former?.version ?? 0) + 1,
    ...changed(by, now),
  };
  if (!(await invitations.write(invitation, former, signal))) return undefined;
  const delivery = await deliver(tenant, invitation, secret, signal);
  const noted = delivery.kind === "sent" ? await invitations.noteSent(invitation, context) : undefined;
  return {
    email,
    outcome: open === undefined ? "invited" : "invited-again",
    invitation: noted ?? invitation,
    former: open,
    delivery,
  };
}

const refused = (email: string, refusal: InvitingRefusal): InvitingResult => ({
  email,
  outcome: "refused",
  refusal,
});
