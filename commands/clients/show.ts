import { clientsTable } from "../../shared/tenants/clients-table";
import { defineCommand } from "../cli/command";
import { noSuchClient } from "../cli/errors";
import { clientIdFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Shows what is registered of an app client",
  explanation: [
    "Shows, as JSON, what is registered of an app client, also when it was released: what it is, the scopes that it can",
    "hold at most, and who changed it last.",
  ].join("\n"),
  args: { clientId: "<clientId>" },
  options: {},
  async perform({ args }, { stage, signal }) {
    const clientId = clientIdFrom(args.clientId);
    const client = await (await stage.open("TenantsTable", clientsTable)).find(clientId, signal);
    if (client === undefined) throw noSuchClient(clientId);
    return { json: client };
  },
});
