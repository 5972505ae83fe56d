import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { type LegacyUsers, readLegacyUser } from "../legacy-user";

/** Old users imported into a table of this stack, keyed by their e-mail address. */
export const legacyUsersTable = (client: DynamoDBDocumentClient, table: string): LegacyUsers => ({
  async findByLogin(login, abortSignal) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { login }, ConsistentRead: true }),
      { abortSignal },
    );
    return Item === undefined ? undefined : readLegacyUser(login, Item);
  },
});
