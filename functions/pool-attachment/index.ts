import { cognitoClient } from "../../shared/aws/cognito";
import { describedPool } from "../../shared/aws/described-pool";
import { documentClient } from "../../shared/aws/dynamodb";
import { attachmentsTable } from "../../shared/pool-attachment/attachments-table";
import { customResource } from "../../shared/runtime/custom-resource";
import { COGNITO_ANSWER_MS } from "../../shared/runtime/time-budget";
import { clientsTable } from "../../shared/tenants/clients-table";
import { createHandler } from "./handler";

export const handler = customResource("pool-attachment", (settings) => {
  const client = cognitoClient(COGNITO_ANSWER_MS.others);
  const [tables, registry] = [documentClient(), settings.text("TENANTS_TABLE")];
  return createHandler({
    openPool: (poolId) => describedPool(client, poolId),
    attachments: attachmentsTable(tables, registry),
    clients: clientsTable(tables, registry),
  });
});
