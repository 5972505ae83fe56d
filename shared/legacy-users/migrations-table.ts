import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../aws/dynamodb";
import { readText } from "../json";
import { FaultError } from "../runtime/errors";

export interface Migration {
  readonly legacyId: string;
  readonly sub: string;
  readonly migratedAt: string;
}

/** Remembers which person each legacy user became, even after that person is gone. */
export interface Migrations {
  find(legacyId: string, signal: AbortSignal): Promise<Migration | undefined>;
  /** Binds a legacy id to a person, once; false when it is bound to somebody else. */
  bind(migration: Migration, signal: AbortSignal): Promise<boolean>;
}

export function migrationsTable(client: DynamoDBDocumentClient, table: string): Migrations {
  const find: Migrations["find"] = async (legacyId, abortSignal) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { legacyId }, ConsistentRead: true }),
      { abortSignal },
    );
    if (Item !== undefined && readText(Item.sub) === undefined)
      throw new FaultError("the migration of a legacy user names nobody");
    return Item as Migration | undefined;
  };
  return {
    find,
    async bind(migration, abortSignal) {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: migration,
            ConditionExpression: "attribute_not_exists(legacyId)",
          }),
          { abortSignal },
        );
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await find(migration.legacyId, abortSignal))?.sub === migration.sub;
      }
    },
  };
}
