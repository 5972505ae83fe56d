import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Tenants, tenantsTable } from "../../shared/tenants/tenants-table";

/** To a command, a tenant is a row. Only the functions know a public tenant that exists by configuration alone. */
export const tenantRows = (client: DynamoDBDocumentClient, table: string): Tenants =>
  tenantsTable(client, table, undefined);
