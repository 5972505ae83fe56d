import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { documentClient } from "../../../shared/aws/dynamodb";
import { answerError } from "../../harness/faulty-tables";
import { startProxy } from "../../harness/proxy";
import { startTables } from "../../harness/tables";

test("a write that meets a transaction of its item is tried again", async () => {
  const tables = await startTables();
  let asked = 0;
  const busy = await startProxy(tables.endpoint, ({ outgoing, pass }) => {
    asked += 1;
    return asked === 1 ? answerError(outgoing, "TransactionConflictException") : pass();
  });
  process.env = {
    ...process.env,
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: busy.endpoint,
  };
  const client = documentClient();
  await client.send(new PutCommand({ TableName: "TenantsTable", Item: { id: "tenant#acme" } }));
  expect(asked).toBe(2);
  expect(await tables.get("TenantsTable", { id: "tenant#acme" })).toEqual({ id: "tenant#acme" });
  client.destroy();
  await busy.stop();
  await tables.stop();
});
