import { accountLinks } from "../../shared/aws/account-links";
import { documentClient } from "../../shared/aws/dynamodb";
import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { openLegacySource } from "../../shared/legacy-users/source";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { peopleTable } from "../../shared/people/people-table";
import { placementPolicy } from "../../shared/people/placement-policy";
import { trigger } from "../../shared/runtime/trigger";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { tenantsTable } from "../../shared/tenants/tenants-table";
import type { LinkingPorts } from "./account-linking";
import { isDisposable } from "./disposable-domains";
import { readAllowedDomains, readDeniedDomains, readDisposableEmail } from "./domain-lists";
import { createHandler } from "./handler";
import { readInvitationSecret } from "./sign-up-policy";

/** What packaging has chosen by the parameter accountLinking: see infra/bundling.ts. */
declare const PACKAGED_LINKING: "on" | "off";

export const handler = trigger("pre-sign-up", (settings) => {
  const client = documentClient();
  const policy = placementPolicy(settings);
  const refuseDisposable = settings.read("DISPOSABLE_EMAIL", readDisposableEmail) === "refuse";
  const exclusions = exclusionsTable(client, settings.text("PEOPLE_TABLE"));
  return createHandler({
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    tenants: tenantsTable(client, settings.text("TENANTS_TABLE"), policy.publicTenant),
    exclusions,
    legacyUsers: openLegacySource({ settings, tables: client }).users,
    migrations: migrationsTable(client, settings.text("MIGRATIONS_TABLE")),
    findProvider: identityProvidersTable(client, settings.text("TENANTS_TABLE")).find,
    lists: {
      allowed: settings.read("ALLOWED_EMAIL_DOMAINS", readAllowedDomains),
      denied: settings.read("DENIED_EMAIL_DOMAINS", readDeniedDomains),
      isDisposable: refuseDisposable ? isDisposable : () => false,
    },
    policy: { ...policy, invitationSecret: settings.read("INVITATION_SECRET", readInvitationSecret) },
    linking: linkingOf(peopleTable(client, settings.text("PEOPLE_TABLE")), exclusions),
  });
});

function linkingOf(people: LinkingPorts["people"], exclusions: LinkingPorts["exclusions"]) {
  if (PACKAGED_LINKING === "on") {
    const linksIn = accountLinks();
    return (userPoolId: string): LinkingPorts => ({ links: linksIn(userPoolId), people, exclusions });
  }
  return undefined;
}
