import { DeleteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import { legacyUsersTable } from "../../shared/legacy-users/legacy-users-table";

/** The triggers only read the old user base; an erasure takes somebody out of it. */
export interface OperatorLegacyUsers extends LegacyUsers {
  delete(login: string): Promise<void>;
}

export const operatorLegacyUsers = (client: DynamoDBDocumentClient, table: string): OperatorLegacyUsers => ({
  ...legacyUsersTable(client, table),
  async delete(login) {
    await client.send(new DeleteCommand({ TableName: table, Key: { login } }));
  },
});
