import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Tenants, tenantsTable } from "../../shared/tenants/tenants-table";

/** For commands, only tenants with a row exist. Only the functions know the public tenant that exists by configuration. */
export const tenantRows = (client: DynamoDBDocumentClient, table: string): Tenants =>
  tenantsTable(client, table, undefined);
