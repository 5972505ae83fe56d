import { DeleteCommand, type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import { type Migration, type Migrations, migrationsTable } from "../../shared/legacy-users/migrations-table";
import { batchGet } from "./batched-gets";

/** Migrations, with what operators alone do with them. */
export interface OperatorMigrations extends Migrations {
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Migration>;
  /** Which of these legacy ids, at most MOST_AT_ONCE, have become a person. */
  foundOf(legacyIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Deletes the record of which person a legacy user became. Returns false if it names another person by now. */
  release(migration: Migration): Promise<boolean>;
}

export const operatorMigrations = (client: DynamoDBDocumentClient, table: string): OperatorMigrations => ({
  ...migrationsTable(client, table),
  async *all() {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
      yield* Items as Migration[];
  },
  async foundOf(legacyIds) {
    if (legacyIds.length === 0) return new Set();
    const Keys = [...new Set(legacyIds)].map((legacyId) => ({ legacyId }));
    const found = await batchGet(client, { [table]: { Keys, ProjectionExpression: "legacyId" } });
    return new Set((found[table] ?? []).map(({ legacyId }) => String(legacyId)));
  },
  async release({ legacyId, sub }) {
    try {
      await client.send(
        new DeleteCommand({
          TableName: table,
          Key: { legacyId },
          ConditionExpression: "#sub = :sub",
          ExpressionAttributeNames: { "#sub": "sub" },
          ExpressionAttributeValues: { ":sub": sub },
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  },
});
