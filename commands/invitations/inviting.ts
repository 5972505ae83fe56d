import { letterSender, sesClient } from "../../shared/aws/ses";
import { createDelivery } from "../../shared/inviting/delivery";
import type { InvitingPorts, InvitingRefusal, InvitingResult } from "../../shared/inviting/inviting";
import { readSignUpUrl } from "../../shared/inviting/link";
import { readBrands } from "../../shared/messages/brand";
import { readLanguage } from "../../shared/messages/language";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { membersTable } from "../../shared/people/members-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import type { Tenant } from "../../shared/tenants/tenant";
import type { CommandDependencies } from "../cli/command";
import { CommandError, noSuchTenant } from "../cli/errors";
import type { Output } from "../cli/output";
import { tenantRows } from "../stores/tenant-rows";

interface Inviting {
  readonly tenant: Tenant;
  readonly ports: InvitingPorts;
}

/** What it takes to invite people to a tenant. Beside tables on this computer, no mail is sent: the command prints links. */
export async function openInviting(
  tenantId: string,
  { stage, parameters, terminal, signal }: CommandDependencies,
): Promise<Inviting> {
  const tenants = await stage.open("TenantsTable", tenantRows);
  const tenant = await tenants.find(tenantId, signal);
  if (tenant === undefined) throw noSuchTenant(tenantId);
  if (tenant.status !== "active")
    throw new CommandError(`The tenant ${tenantId} is ${tenant.status}; nobody can join it.`);
  const { signUpUrl, emailSender, emailFrom, brands, defaultLanguage } = await parameters();
  const [, region] = /^arn:[^:]+:ses:([^:]+):/.exec(String(emailSender)) ?? [];
  const sends = region !== undefined && stage.endpoint === undefined;
  const deliver = createDelivery({
    signUpUrl: readSignUpUrl(signUpUrl),
    send: sends ? letterSender(sesClient(region), String(emailFrom)) : undefined,
    brand: readBrands(brands).default,
    defaultLanguage: readLanguage(defaultLanguage),
    onFailure: (error) => terminal.printMessage(`SES: ${error instanceof Error ? error.message : "unknown"}`),
  });
  const ports = {
    tenants,
    exclusions: await stage.open("PeopleTable", exclusionsTable),
    invitations: await stage.open("InvitationsTable", invitationsTable),
    members: await stage.open("PeopleTable", membersTable),
    deliver,
  };
  return { tenant, ports };
}

/** What a command prints. It fails if it has invited nobody, and is incomplete unless every invitation is on its way. */
export function outputOf(results: readonly InvitingResult[], tenantId: string): Output {
  const lines = results.flatMap((result) => describeResult(result, tenantId));
  const deliveries = results.flatMap((result) => ("delivery" in result ? [result.delivery.kind] : []));
  if (deliveries.length === 0) throw new CommandError(lines.join("\n"));
  const isComplete = deliveries.length === results.length && !deliveries.includes("not-sent");
  return isComplete ? lines : { incomplete: lines };
}

/** What became of an invitation, in lines for the operator. */
function describeResult(result: InvitingResult, tenantId: string): readonly string[] {
  const { email } = result;
  if (result.outcome === "refused") return [describeRefusal(email, result.refusal)];
  if (result.outcome === "already-member")
    return [
      `${email} is a member of ${tenantId} already, as ${result.member.role}` +
        `${result.member.status === "suspended" ? ", and suspended there" : ""}. Nothing was changed.`,
    ];
  const { invitation, former, delivery } = result;
  const expiry = new Date(invitation.expiresAt * 1000).toISOString();
  return [
    `${email} is invited to ${tenantId} as ${invitation.role} until ${expiry}.`,
    ...(former === undefined
      ? []
      : [
          `This replaces the invitation as ${former.role} of ${former.createdAt}; its link opens nothing now.`,
        ]),
    ...(delivery.kind === "sent" ? ["The invitation was sent."] : []),
    ...(delivery.kind === "link" ? [`Pass this link on: ${delivery.link}`] : []),
    ...(delivery.kind === "not-sent"
      ? [
          `The invitation could not be sent. Send it again: npm run invitations:send -- ${email} --tenant ${tenantId}`,
        ]
      : []),
  ];
}

function describeRefusal(email: string, refusal: InvitingRefusal): string {
  switch (refusal.reason) {
    case "malformed-address":
      return `${email} is not an e-mail address in ASCII.`;
    case "listed-twice":
      return `${email} is in the list more than once.`;
    case "busy":
      return `Others are inviting ${email} at this moment. Try again.`;
    case "foreign-domain":
      return `${refusal.domain} is owned by ${refusal.owner}; an invitation by another tenant would not count.`;
    case "suspended":
      return (
        `${email} is suspended since ${refusal.since}; an invitation would not count. Lift it first: ` +
        `npm run people:restore -- ${email}`
      );
    case "removed":
      return (
        `${email} was removed at ${refusal.since}, which is not before the time of this computer, so an invitation ` +
        "would not count. Check the clock."
      );
  }
}
