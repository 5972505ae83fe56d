import { api } from "../../../shared/api/api";
import { apiClients } from "../../../shared/api/authority";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { poolUsers } from "../../../shared/aws/pool-users";
import { tokenOwner } from "../../../shared/aws/token-owner";
import { provisioningTables } from "../../../shared/people/provisioning-tables";
import { readResourceServer } from "../../../shared/resource-server";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { createHandler } from "./handler";

export const handler = api("profile", (settings) => {
  const { people, tenants, provision, findProvider } = provisioningTables(documentClient(), settings);
  const cognito = cognitoClient(COGNITO_ANSWER_MS.others);
  return createHandler({
    people,
    tenants,
    provision,
    findProvider,
    users: poolUsers(cognito, settings.text("USER_POOL_ID")),
    owner: tokenOwner(cognito),
    clientIds: apiClients(settings),
    resourceServer: settings.read("RESOURCE_SERVER", readResourceServer),
  });
});
