import { releaseClient } from "../../shared/tenants/client-registration";
import { clientsTable } from "../../shared/tenants/clients-table";
import { defineCommand } from "../cli/command";
import { noSuchClient } from "../cli/errors";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { clientIdFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Ends the registration of an app client",
  explanation: [
    "Ends the registration of an app client. A machine then gets no more tokens. People can still sign in through another",
    "client, but their tokens hold no scope any more. It takes effect within a minute. The client itself stays in the",
    "pool, and what was registered stays to be seen.",
  ].join("\n"),
  args: { clientId: "<clientId>" },
  options: {},
  async perform({ args }, { stage, clock, signal }) {
    const clientId = clientIdFrom(args.clientId);
    const clients = await stage.open("TenantsTable", clientsTable);
    const by = { kind: "command", id: "clients:release" } as const;
    const change = await releaseClient({ clients }, clientId, { by, now: clock(), signal });
    if (change.kind !== "changed") throw noSuchClient(clientId);
    return [`The client ${clientId} (${change.entry.name}) is released.`, ISSUED_TOKENS_STAY_VALID];
  },
});
