import { type Invitation, isOpen } from "../../shared/tenants/invitation";
import { defineCommand } from "../cli/command";
import { tenantIdFrom } from "../cli/values";
import { operatorInvitations } from "../stores/operator-invitations";

export const command = defineCommand({
  summary: "Lists the invitations",
  explanation: [
    "Lists the invitations that nobody has used yet, the oldest first. The whole Invitations table is read, page by page.",
    "DynamoDB deletes expired invitations within a few days.",
  ].join("\n"),
  args: {},
  options: {
    tenant: { value: "<id>", explanation: "only the invitations of this tenant" },
    json: { explanation: "print JSON" },
  },
  async perform({ options }, { stage, clock }) {
    const tenantId = options.tenant === undefined ? undefined : tenantIdFrom(options.tenant);
    const all = await (await stage.open("InvitationsTable", operatorInvitations)).list();
    const invitations = all
      .filter((invitation) => tenantId === undefined || invitation.tenantId === tenantId)
      .sort((one, other) => one.createdAt.localeCompare(other.createdAt));
    if (options.json) return { json: invitations };
    if (invitations.length === 0) return ["There are no invitations."];
    const now = clock();
    return invitations.map((invitation) => describe(invitation, now));
  },
});

function describe(invitation: Invitation, now: Date): string {
  const { email, tenantId, role, invitedBy, createdAt, expiresAt, claimedBy } = invitation;
  const openness = isOpen(invitation, now) ? "open until" : "expired at";
  const expiry = new Date(expiresAt * 1000).toISOString();
  const claim = claimedBy === undefined ? "" : `, being used by ${claimedBy}`;
  return `${email} to ${tenantId} as ${role}, by ${invitedBy} at ${createdAt}, ${openness} ${expiry}${claim}`;
}
