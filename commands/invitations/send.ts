import { inviteAgain } from "../../shared/inviting/inviting";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchInvitation } from "../cli/errors";
import { emailFrom, placeFrom } from "../cli/values";
import { openInviting, outputOf } from "./inviting";

export const command = defineCommand({
  summary: "Sends an invitation again",
  explanation: [
    "Sends an open invitation again, with a new link and valid anew; the link of the one before opens nothing any more.",
    "Where emailSender is not SES, the new link is printed, to be passed on.",
  ].join("\n"),
  args: { email: "<e-mail>" },
  options: { tenant: { value: "<id>", required: true, explanation: "the tenant that invited, or platform" } },
  async perform({ args, options }, dependencies) {
    const { signal, context } = dependencies;
    const { address } = emailFrom(args.email);
    const tenantId = placeFrom(options.tenant);
    const { tenant, ports } = await openInviting(tenantId, dependencies);
    const invitation = await ports.invitations.find(address, tenantId, signal);
    if (invitation?.status !== "open") throw noSuchInvitation(address, tenantId);
    const result = await inviteAgain(ports, tenant, invitation, context());
    if (result === undefined)
      throw new CommandError(`The invitation of ${address} has just changed. Nothing was sent.`);
    return outputOf([result], tenantId);
  },
});
