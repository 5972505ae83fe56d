import { invitationsTable } from "../../shared/tenants/invitations-table";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchInvitation } from "../cli/errors";
import { emailFrom, placeFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Revokes an invitation",
  explanation: "Revokes an invitation that nobody has used yet. Whoever has used it stays a member.",
  args: { email: "<e-mail>" },
  options: { tenant: { value: "<id>", required: true, explanation: "the tenant that invited, or platform" } },
  async perform({ args, options }, { stage, signal, context }) {
    const { address } = emailFrom(args.email);
    const tenantId = placeFrom(options.tenant);
    const invitations = await stage.open("InvitationsTable", invitationsTable);
    const invitation = await invitations.find(address, tenantId, signal);
    if (invitation?.status !== "open") throw noSuchInvitation(address, tenantId);
    if (!(await invitations.close(invitation, "withdrawn", context())))
      throw new CommandError(`The invitation of ${address} has just changed. Nothing was revoked.`);
    return [`${address} is no longer invited to ${tenantId} (as ${invitation.role}).`];
  },
});
