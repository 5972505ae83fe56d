import type { EmailAddress } from "../../shared/email";
import { exclusionFrom } from "../../shared/people/exclusion";
import { type Exclusions, exclusionsTable } from "../../shared/people/exclusions-table";
import { emailMark } from "../../shared/people/marks";
import type { CallContext } from "../../shared/runtime/invocation";
import type { Invitation } from "../../shared/tenants/invitation";
import type { Role } from "../../shared/tenants/role";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchTenant } from "../cli/errors";
import { emailFrom, roleFrom, tenantIdFrom, wholeNumberFrom } from "../cli/values";
import { type OperatorInvitations, operatorInvitations } from "../stores/operator-invitations";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";

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

/** Refuses an invitation that would not count when somebody signs up with it. */
export async function invite(
  { tenants, exclusions, invitations }: Ports,
  { email, tenantId, role, days }: Offer,
  { now, signal }: CallContext,
): Promise<{ readonly written: Invitation; readonly replaced: Invitation | undefined }> {
  const createdAt = now.toISOString();
  const tenant = await tenants.find(tenantId, signal);
  if (tenant === undefined) throw noSuchTenant(tenantId);
  if (tenant.status !== "active")
    throw new CommandError(`The tenant ${tenantId} is ${tenant.status}; nobody can join it.`);
  const owner = await tenants.ownerOf(email.domain, signal);
  if (owner !== undefined && owner !== tenantId)
    throw new CommandError(
      `${email.domain} is owned by ${owner}; an invitation by another tenant would not count.`,
    );
  const exclusion = exclusionFrom(await exclusions.find([emailMark(email.address)], signal), tenantId);
  if (exclusion?.status === "suspended" && exclusion.tenantId !== undefined)
    throw new CommandError(
      `${email.address} is suspended in ${tenantId} since ${exclusion.since}; an invitation would not count. An admin of ` +
        "the tenant has to reinstate them first.",
    );
  if (exclusion?.status === "suspended")
    throw new CommandError(
      `${email.address} is suspended since ${exclusion.since}; an invitation would not count. Lift it first: ` +
        `npm run people:restore -- ${email.address}`,
    );
  if (exclusion !== undefined && createdAt <= exclusion.since)
    throw new CommandError(
      `${email.address} was removed at ${exclusion.since}, which is later than the time of this computer (${createdAt}), so ` +
        "an invitation would not count. Check the clock.",
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

export const command = defineCommand({
  summary: "Invites an address to a tenant",
  explanation: [
    "Invites an address to a tenant. Whoever proves the address at their first sign-in becomes a member with this role; a",
    "person who was removed comes back. No mail is sent, and an existing member keeps their role. A second invitation by",
    "the same tenant replaces the first.",
  ].join("\n"),
  args: { email: "<e-mail>" },
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant that invites" },
    role: { value: "viewer|member|admin", default: "member", explanation: "the role of the new member" },
    days: { value: "<1 to 365>", default: "14", explanation: "for how many days the invitation is valid" },
  },
  async perform({ args, options }, { stage, clock, signal }) {
    const offer: Offer = {
      email: emailFrom(args.email),
      tenantId: tenantIdFrom(options.tenant),
      role: roleFrom(options.role),
      days: wholeNumberFrom("days", options.days, 365),
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
