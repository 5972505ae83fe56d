import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { operatorTenants } from "../stores/operator-tenants";
import { clientIdFrom } from "./register-client";

export const tenantsReleaseClient = defineCommand({
  summary: "Ends the registration of a machine client",
  explanation: [
    "Ends the registration of a machine client: it gets no further token. Tokens issued before live until they expire;",
    "the client itself stays in the pool.",
  ].join("\n"),
  words: { clientId: "<clientId>" },
  options: {},
  async perform({ words }, { stage }) {
    const clientId = clientIdFrom(words.clientId);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const holder = await tenants.releaseClient(clientId);
    if (holder === undefined) throw new CommandError(`The client ${clientId} is not registered.`);
    return [`The client ${clientId} is released; it acted for ${holder}.`];
  },
});
