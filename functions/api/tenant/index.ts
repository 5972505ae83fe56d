import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { tenantWrites } from "../../../shared/tenants/tenant-writes-table";
import { createHandler } from "./handler";

export const handler = api("tenant", (settings) => {
  const client = documentClient();
  return createHandler({
    ...authorityTables(client, settings),
    tenantWrites: tenantWrites(client, settings.text("TENANTS_TABLE")),
  });
});
