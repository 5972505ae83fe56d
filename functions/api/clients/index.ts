import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { clientsTable } from "../../../shared/tenants/clients-table";
import { createHandler } from "./handler";

export const handler = api("clients", (settings) => {
  const client = documentClient();
  return createHandler({
    ...authorityTables(client, settings),
    clients: clientsTable(client, settings.text("TENANTS_TABLE")),
  });
});
