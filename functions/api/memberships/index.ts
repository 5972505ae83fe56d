import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { poolUsers } from "../../../shared/aws/pool-users";
import { sessionsEnder } from "../../../shared/aws/sessions";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { membersTable } from "../../../shared/people/members-table";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { createHandler } from "./handler";

export const handler = api("memberships", (settings) => {
  const client = documentClient();
  const people = settings.text("PEOPLE_TABLE");
  const users = poolUsers(cognitoClient(COGNITO_ANSWER_MS.others), settings.text("USER_POOL_ID"));
  return createHandler({
    ...authorityTables(client, settings),
    members: membersTable(client, people),
    exclusions: exclusionsTable(client, people),
    invitations: invitationsTable(client, settings.text("INVITATIONS_TABLE")),
    signOut: sessionsEnder(users),
  });
});
