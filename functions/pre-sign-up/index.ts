import { documentClient } from "../../shared/aws/dynamodb";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { openLegacySource } from "../../shared/legacy-users/source";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { placementPolicy } from "../../shared/people/placement-policy";
import { trigger } from "../../shared/runtime/trigger";
import { readIdentityProviders } from "../../shared/tenants/identity-providers";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { tenantsTable } from "../../shared/tenants/tenants-table";
import { isDisposable } from "./disposable-domains";
import { readDomainList } from "./domain-lists";
import { createHandler } from "./handler";

export const handler = trigger("pre-sign-up", (settings) => {
  const client = documentClient();
  const policy = placementPolicy(settings);
  const refuseDisposable = settings.choice("DISPOSABLE_EMAIL", ["refuse", "allow"]) === "refuse";
  return createHandler({
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    tenants: tenantsTable(client, settings.text("TENANTS_TABLE"), policy.publicTenant),
    exclusions: exclusionsTable(client, settings.text("PEOPLE_TABLE")),
    legacyUsers: openLegacySource({ settings, tables: client }).users,
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    providers: readIdentityProviders(settings.json("IDENTITY_PROVIDERS")),
    lists: {
      allowed: readDomainList("ALLOWED_EMAIL_DOMAINS", settings.list("ALLOWED_EMAIL_DOMAINS", "any")),
      denied: readDomainList("DENIED_EMAIL_DOMAINS", settings.list("DENIED_EMAIL_DOMAINS", "none")),
      isDisposable: refuseDisposable ? isDisposable : () => false,
    },
    policy,
  });
});
