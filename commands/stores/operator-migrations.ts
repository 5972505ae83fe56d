import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import { type Migration, type Migrations, migrationsTable } from "../../shared/legacy-users/migrations-table";
import { retryThrottled, waitBeforeRetry } from "./retry-throttled";

/** The limit of one request. */
export const MOST_AT_ONCE = 100;

/** Migrations, with what operators alone do with them. */
export interface OperatorMigrations extends Migrations {
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Migration>;
  /** Which of these legacy ids, at most MOST_AT_ONCE, have become a person. */
  foundOf(legacyIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Deletes the record of which person a legacy user became; false when it names another person by now. */
  release(migration: Migration): Promise<boolean>;
}

export const operatorMigrations = (client: DynamoDBDocumentClient, table: string): OperatorMigrations => ({
  ...migrationsTable(client, table),
  async *all() {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
      yield* Items as Migration[];
  },
  async foundOf(legacyIds) {
    const found = new Set<string>();
    let left: readonly Record<string, string>[] = [...new Set(legacyIds)].map((legacyId) => ({ legacyId }));
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > 1) await waitBeforeRetry(attempt);
      const Keys = [...left];
      const { Responses, UnprocessedKeys } = await retryThrottled(() =>
        client.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys, ProjectionExpression: "legacyId" } } }),
        ),
      );
      for (const { legacyId } of Responses?.[table] ?? []) found.add(legacyId);
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
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
