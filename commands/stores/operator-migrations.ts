import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import { type Migration, type Migrations, migrationsTable } from "../../shared/legacy-users/migrations-table";
import { patiently, pause } from "./retry-throttled";

/** As many as one request may ask for. */
export const MOST_AT_ONCE = 100;

/** Migrations, as operators count them and take them back. */
export interface OperatorMigrations extends Migrations {
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Migration>;
  /** Those of these legacy ids, at most MOST_AT_ONCE, that have become a person. */
  foundOf(legacyIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Forgets which person a legacy user became; false when it is no longer this one. */
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
    for (let tried = 1; left.length > 0; tried += 1) {
      if (tried > 1) await pause(tried);
      const Keys = [...left];
      const { Responses, UnprocessedKeys } = await patiently(() =>
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
