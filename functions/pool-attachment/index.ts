import { cognitoClient } from "../../shared/aws/cognito";
import { describedPool } from "../../shared/aws/described-pool";
import { documentClient } from "../../shared/aws/dynamodb";
import { attachmentsTable } from "../../shared/pool-attachment/attachments-table";
import { customResource } from "../../shared/runtime/custom-resource";
import { COGNITO_ANSWER_MS } from "../../shared/runtime/time-budget";
import { createHandler } from "./handler";

export const handler = customResource("pool-attachment", (settings) => {
  const client = cognitoClient(COGNITO_ANSWER_MS.others);
  return createHandler({
    openPool: (poolId) => describedPool(client, poolId),
    attachments: attachmentsTable(documentClient(), settings.text("TENANTS_TABLE")),
  });
});
