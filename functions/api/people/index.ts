import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { poolUsers } from "../../../shared/aws/pool-users";
import { sessionsEnder } from "../../../shared/aws/sessions";
import { legacyRowsTable } from "../../../shared/legacy-users/legacy-rows-table";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { holdersTable } from "../../../shared/people/holders-table";
import { membersTable } from "../../../shared/people/members-table";
import { operatorPeopleTable } from "../../../shared/people/operator-people-table";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { createHandler } from "./handler";

export const handler = api("people", (settings) => {
  const client = documentClient();
  const people = settings.text("PEOPLE_TABLE");
  const legacyTable = settings.optionalText("LEGACY_USERS_TABLE");
  const users = poolUsers(cognitoClient(COGNITO_ANSWER_MS.others), settings.text("USER_POOL_ID"));
  return createHandler({
    ...authorityTables(client, settings),
    people: operatorPeopleTable(client, people),
    members: membersTable(client, people),
    exclusions: exclusionsTable(client, people),
    holders: holdersTable(client, people),
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    legacyRows: legacyTable === undefined ? undefined : legacyRowsTable(client, legacyTable),
    users,
    signOut: sessionsEnder(users),
  });
});
