import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { operatorTenants } from "../stores/operator-tenants";
import { clientIdFrom } from "./register-client";

export const command = defineCommand({
  summary: "Ends the registration of a machine client",
  explanation: [
    "Ends the registration of a machine client, which then gets no more tokens. Tokens that were issued before stay valid",
    "until they expire; the client itself stays in the pool.",
  ].join("\n"),
  args: { clientId: "<clientId>" },
  options: {},
  async perform({ args }, { stage }) {
    const clientId = clientIdFrom(args.clientId);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const holder = await tenants.releaseClient(clientId);
    if (holder === undefined) throw new CommandError(`The client ${clientId} is not registered.`);
    return [`The client ${clientId} is released; it acted for ${holder}.`];
  },
});
