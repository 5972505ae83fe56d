import { documentClient } from "../../shared/aws/dynamodb";
import { customResource } from "../../shared/runtime/custom-resource";
import { clientsTable } from "../../shared/tenants/clients-table";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { createHandler } from "./handler";

export const handler = customResource("stack-records", (settings) => {
  const client = documentClient();
  const table = settings.text("TENANTS_TABLE");
  return createHandler({
    clients: clientsTable(client, table),
    providers: identityProvidersTable(client, table),
  });
});
