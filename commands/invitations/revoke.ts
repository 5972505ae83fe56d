import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { emailFrom, tenantIdFrom } from "../cli/values";
import { operatorInvitations } from "../stores/operator-invitations";

export const command = defineCommand({
  summary: "Revokes an invitation",
  explanation: "Revokes an invitation that nobody has used yet. Whoever has used it stays a member.",
  args: { email: "<e-mail>" },
  options: { tenant: { value: "<id>", required: true, explanation: "the tenant that invited" } },
  async perform({ args, options }, { stage }) {
    const { address } = emailFrom(args.email);
    const tenantId = tenantIdFrom(options.tenant);
    const invitations = await stage.open("InvitationsTable", operatorInvitations);
    const revoked = await invitations.revoke(address, tenantId);
    if (revoked === undefined) throw new CommandError(`There is no invitation of ${address} to ${tenantId}.`);
    return [`${address} is no longer invited to ${tenantId} (as ${revoked.role}, by ${revoked.invitedBy}).`];
  },
});
