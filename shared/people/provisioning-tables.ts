import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { migrationsTable } from "../legacy-users/migrations-table";
import { remembered } from "../remembered";
import type { Settings } from "../runtime/settings";
import { identityProvidersTable } from "../tenants/identity-providers-table";
import { invitationsTable } from "../tenants/invitations-table";
import { tenantsTable } from "../tenants/tenants-table";
import { exclusionsTable } from "./exclusions-table";
import { holdersTable } from "./holders-table";
import { peopleTable } from "./people-table";
import { placementPolicy } from "./placement-policy";
import { createProvisioning, type ProvisioningPorts } from "./provisioning";

/** Provisioning as the stage configures it, with its tables. */
export function provisioningTables(client: DynamoDBDocumentClient, settings: Settings) {
  const policy = placementPolicy(settings);
  const tables = {
    people: peopleTable(client, settings.text("PEOPLE_TABLE")),
    exclusions: exclusionsTable(client, settings.text("PEOPLE_TABLE")),
    holders: holdersTable(client, settings.text("PEOPLE_TABLE")),
    tenants: tenantsTable(client, settings.text("TENANTS_TABLE"), policy.publicTenant),
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
  } satisfies ProvisioningPorts;
  const providers = identityProvidersTable(client, settings.text("TENANTS_TABLE"));
  return {
    ...tables,
    findProvider: remembered(providers.find),
    provision: createProvisioning(tables, policy),
  };
}
