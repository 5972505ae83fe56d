import { documentClient } from "../../shared/aws/dynamodb";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { holdersTable } from "../../shared/people/holders-table";
import { peopleTable } from "../../shared/people/people-table";
import { placementPolicy } from "../../shared/people/placement-policy";
import { createRevivalCheck } from "../../shared/people/revival";
import { remembered } from "../../shared/remembered";
import { trigger } from "../../shared/runtime/trigger";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { tenantsTable } from "../../shared/tenants/tenants-table";
import { createHandler } from "./handler";

/** Bookkeeping never stops a sign-in. Without a database, the token trigger refuses the tokens anyway. */
export const handler = trigger(
  "post-authentication",
  (settings) => {
    const client = documentClient();
    const policy = placementPolicy(settings);
    const tenants = tenantsTable(client, settings.text("TENANTS_TABLE"), policy.publicTenant);
    const exclusions = exclusionsTable(client, settings.text("PEOPLE_TABLE"));
    return createHandler({
      exclusions,
      holders: holdersTable(client, settings.text("PEOPLE_TABLE")),
      people: peopleTable(client, settings.text("PEOPLE_TABLE")),
      findTenant: remembered(tenants.find),
      mayReturn: createRevivalCheck(
        {
          tenants,
          invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
          exclusions,
        },
        policy,
      ),
      findProvider: remembered(identityProvidersTable(client, settings.text("TENANTS_TABLE")).find),
    });
  },
  { onFault: "pass" },
);
