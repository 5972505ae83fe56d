import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { documentClient } from "../../../shared/aws/dynamodb";
import { auditTable } from "../../../shared/events/audit-table";
import { createHandler } from "./handler";

export const handler = api("audit", (settings) => {
  const client = documentClient();
  return createHandler({
    ...authorityTables(client, settings),
    trail: auditTable(client, settings.text("AUDIT_TABLE")),
  });
});
