import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { peopleTable } from "../people/people-table";
import { readResourceServer } from "../resource-server";
import type { Settings } from "../runtime/settings";
import { clientsTable } from "../tenants/clients-table";
import { readTenantId } from "../tenants/tenant";
import { tenantsTable } from "../tenants/tenants-table";
import { type AuthorityPorts, apiClients } from "./authority";

/** The tables and settings by which a request's authority is decided. */
export const authorityTables = (client: DynamoDBDocumentClient, settings: Settings) =>
  ({
    people: peopleTable(client, settings.text("PEOPLE_TABLE")),
    tenants: tenantsTable(
      client,
      settings.text("TENANTS_TABLE"),
      settings.read("PUBLIC_TENANT", readTenantId),
    ),
    clients: clientsTable(client, settings.text("TENANTS_TABLE")),
    resourceServer: settings.read("RESOURCE_SERVER", readResourceServer),
    clientIds: apiClients(settings),
  }) satisfies AuthorityPorts;
