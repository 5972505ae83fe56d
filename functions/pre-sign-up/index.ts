import { documentClient } from "../../shared/aws/dynamodb";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { openLegacySource } from "../../shared/legacy-users/source";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { placementPolicy } from "../../shared/people/placement-policy";
import { trigger } from "../../shared/runtime/trigger";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { tenantsTable } from "../../shared/tenants/tenants-table";
import { isDisposable } from "./disposable-domains";
import { readAllowedDomains, readDeniedDomains, readDisposableEmail } from "./domain-lists";
import { createHandler } from "./handler";
import { readInvitationSecret } from "./sign-up-policy";

export const handler = trigger("pre-sign-up", (settings) => {
  const client = documentClient();
  const policy = placementPolicy(settings);
  const refuseDisposable = settings.read("DISPOSABLE_EMAIL", readDisposableEmail) === "refuse";
  return createHandler({
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    tenants: tenantsTable(client, settings.text("TENANTS_TABLE"), policy.publicTenant),
    exclusions: exclusionsTable(client, settings.text("PEOPLE_TABLE")),
    legacyUsers: openLegacySource({ settings, tables: client }).users,
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    findProvider: identityProvidersTable(client, settings.text("TENANTS_TABLE")).find,
    lists: {
      allowed: settings.read("ALLOWED_EMAIL_DOMAINS", readAllowedDomains),
      denied: settings.read("DENIED_EMAIL_DOMAINS", readDeniedDomains),
      isDisposable: refuseDisposable ? isDisposable : () => false,
    },
    policy: { ...policy, invitationSecret: settings.read("INVITATION_SECRET", readInvitationSecret) },
  });
});
