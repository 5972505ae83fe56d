import { documentClient } from "../../shared/aws/dynamodb";
import { provisioningTables } from "../../shared/people/provisioning-tables";
import { remembered } from "../../shared/remembered";
import { readResourceServer } from "../../shared/resource-server";
import { onOrOff } from "../../shared/runtime/readers";
import { stageAccess } from "../../shared/runtime/stage-access";
import { trigger } from "../../shared/runtime/trigger";
import { clientsTable } from "../../shared/tenants/clients-table";
import { createHandler } from "./handler";

/** An unregistered client gets the fewest scopes, so a container may take a client for unknown a little longer. */
const UNKNOWN_CLIENT_MS = 10_000;

export const handler = trigger("pre-token-generation", (settings) => {
  const client = documentClient();
  const { people, tenants, provision, findProvider } = provisioningTables(client, settings);
  const clients = clientsTable(client, settings.text("TENANTS_TABLE"));
  return createHandler({
    people,
    findTenant: remembered(tenants.find),
    findClient: remembered(clients.find, { absenceMs: UNKNOWN_CLIENT_MS }),
    findProvider,
    provision,
    access: stageAccess(settings),
    resourceServer: settings.read("RESOURCE_SERVER", readResourceServer),
    roleGroups: settings.read("ROLE_GROUPS", onOrOff) === "on",
  });
});
