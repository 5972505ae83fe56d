import { DeleteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { LegacyUsers } from "./legacy-user";
import { legacyUsersTable } from "./sources/dynamodb";

/** The old users in a table of the stage, from which they may be deleted. */
export interface LegacyRows extends LegacyUsers {
  delete(login: string, signal: AbortSignal): Promise<void>;
}

export const legacyRowsTable = (client: DynamoDBDocumentClient, table: string): LegacyRows => ({
  ...legacyUsersTable(client, table),
  async delete(login, abortSignal) {
    await client.send(new DeleteCommand({ TableName: table, Key: { login } }), { abortSignal });
  },
});
