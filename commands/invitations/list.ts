import { type Invitation, isExpired } from "../../shared/tenants/invitation";
import { type Invitations, invitationsTable } from "../../shared/tenants/invitations-table";
import { defineCommand } from "../cli/command";
import { placeFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Lists the invitations of a tenant",
  explanation: [
    "Lists the invitations of a tenant that nobody has used yet, by address. DynamoDB deletes expired invitations",
    "within a few days.",
  ].join("\n"),
  args: {},
  options: {
    tenant: { value: "<id>", required: true, explanation: "the tenant that invited, or platform" },
    address: { value: "<beginning>", default: "", explanation: "only addresses that begin like this" },
    json: { explanation: "print JSON" },
  },
  async perform({ options }, { stage, clock, signal }) {
    const table = await stage.open("InvitationsTable", invitationsTable);
    const prefix = options.address.toLowerCase();
    const invitations = await listAll(table, placeFrom(options.tenant), prefix, signal);
    if (options.json) return { json: invitations.map(({ secretDigest, ...shown }) => shown) };
    if (invitations.length === 0) return ["There are no invitations."];
    const now = clock();
    return invitations.map((invitation) => describe(invitation, now));
  },
});

const PAGE = 100;

async function listAll(
  table: Pick<Invitations, "list">,
  tenantId: string,
  prefix: string,
  signal: AbortSignal,
): Promise<readonly Invitation[]> {
  const all: Invitation[] = [];
  let after: string | undefined;
  do {
    const { invitations, last } = await table.list(tenantId, { prefix, limit: PAGE, after }, signal);
    all.push(...invitations);
    after = last;
  } while (after !== undefined);
  return all;
}

function describe(invitation: Invitation, now: Date): string {
  const { email, tenantId, role, invitedBy, createdAt, sentAt, expiresAt, claimedBy } = invitation;
  const expiry = new Date(expiresAt * 1000).toISOString();
  return [
    `${email} to ${tenantId} as ${role}`,
    `by the ${invitedBy.kind} ${invitedBy.id} at ${createdAt}`,
    ...(sentAt === undefined ? [] : [`sent at ${sentAt}`]),
    `${isExpired(invitation, now) ? "expired at" : "open until"} ${expiry}`,
    ...(claimedBy === undefined ? [] : [`being used by ${claimedBy}`]),
  ].join(", ");
}
