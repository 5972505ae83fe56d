import type { EmailAddress } from "../../shared/email";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import { emailMark } from "../../shared/people/marks";
import type { CallContext } from "../../shared/runtime/invocation";
import type { Invitation } from "../../shared/tenants/invitation";
import type { Role } from "../../shared/tenants/role";
import { defineCommand } from "../cli/command";
import { CommandError, UsageError } from "../cli/errors";
import { emailFrom, roleFrom, tenantIdFrom } from "../cli/words";
import { type OperatorInvitations, operatorInvitations } from "../stores/operator-invitations";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";
import { noSuchTenant } from "../tenants/no-such-tenant";

interface Ports {
  readonly tenants: Pick<OperatorTenants, "find" | "ownerOf">;
  readonly exclusions: Pick<Exclusions, "find">;
  readonly invitations: Pick<OperatorInvitations, "write">;
}

interface Offer {
  readonly email: EmailAddress;
  readonly tenantId: string;
  readonly role: Role;
  readonly days: number;
}

/** Refuses invitations that would not count once somebody comes with them. Returns the one that is replaced. */
export async function invite(
  { tenants, exclusions, invitations }: Ports,
  { email, tenantId, role, days }: Offer,
  { now, signal }: CallContext,
): Promise<{ readonly written: Invitation; readonly replaced: Invitation | undefined }> {
  const createdAt = now.toISOString();
  const tenant = await tenants.find(tenantId, signal);
  if (tenant === undefined) throw noSuchTenant(tenantId);
  if (tenant.status !== "active")
    throw new CommandError(`The tenant ${tenantId} is ${tenant.status}; nobody can come to it.`);
  const owner = await tenants.ownerOf(email.domain, signal);
  if (owner !== undefined && owner !== tenantId)
    throw new CommandError(
      `${email.domain} is owned by ${owner}; an invitation by another tenant would not count.`,
    );
  const exclusion = await exclusions.find([emailMark(email.address)], signal);
  if (exclusion?.status === "suspended")
    throw new CommandError(
      `${email.address} is suspended since ${exclusion.since}; an invitation would not count. Lift it first: ` +
        `npm run people:restore -- ${email.address}`,
    );
  if (exclusion !== undefined && createdAt <= exclusion.since)
    throw new CommandError(
      `${email.address} was removed at ${exclusion.since}, which by this computer's clock (${createdAt}) is yet to ` +
        "come; an invitation would not count.",
    );
  const written: Invitation = {
    email: email.address,
    tenantId,
    role,
    invitedBy: "operator",
    createdAt,
    expiresAt: Math.floor(now.getTime() / 1000) + days * 86_400,
  };
  return { written, replaced: await invitations.write(written) };
}

export const invitationsCreate = defineCommand({
  summary: "Invites an address to a tenant",
  explanation: [
    "Invites an address to a tenant. Whoever proves the address at their first sign-in becomes a member in this role;",
    "somebody who was removed before comes back. Nothing is sent to the address, and an existing member stays what",
    "they are. A second invitation by the same tenant replaces the first.",
  ].join("\n"),
  words: { email: "<e-mail>" },
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant that invites" },
    role: { value: "viewer|member|admin", default: "member", explanation: "what the person becomes" },
    days: { value: "<1 to 365>", default: "14", explanation: "how long the invitation is open" },
  },
  async perform({ words, options }, { stage, clock, signal }) {
    const offer: Offer = {
      email: emailFrom(words.email),
      tenantId: tenantIdFrom(options.tenant),
      role: roleFrom(options.role),
      days: daysFrom(options.days),
    };
    const ports: Ports = {
      tenants: await stage.open("TenantsTable", operatorTenants),
      exclusions: await stage.open("PeopleTable", exclusionsTable),
      invitations: await stage.open("InvitationsTable", operatorInvitations),
    };
    const { written, replaced } = await invite(ports, offer, { now: clock(), signal });
    const expiry = new Date(written.expiresAt * 1000).toISOString();
    return [
      `${written.email} is invited to ${written.tenantId} as ${written.role} until ${expiry}.`,
      ...(replaced === undefined
        ? []
        : [`This replaces the invitation as ${replaced.role} of ${replaced.createdAt}.`]),
    ];
  },
});

function daysFrom(word: string): number {
  const days = /^\d{1,3}$/.test(word) ? Number(word) : 0;
  if (days < 1 || days > 365) throw new UsageError("--days takes a whole number from 1 to 365");
  return days;
}
