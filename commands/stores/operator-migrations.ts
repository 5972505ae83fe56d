import { BatchGetCommand, type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { type Migration, type Migrations, migrationsTable } from "../../shared/legacy-users/migrations-table";
import { patiently } from "./patience";

/** As many as one request may ask for. */
export const MOST_AT_ONCE = 100;

/** Migrations, as operators count them. */
export interface OperatorMigrations extends Migrations {
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Migration>;
  /** Those of these legacy ids, at most MOST_AT_ONCE, that have become a person. */
  foundOf(legacyIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const operatorMigrations = (client: DynamoDBDocumentClient, table: string): OperatorMigrations => ({
  ...migrationsTable(client, table),
  async *all() {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: table }))
      yield* Items as Migration[];
  },
  async foundOf(legacyIds) {
    const found = new Set<string>();
    let left: Record<string, string>[] | undefined = [...new Set(legacyIds)].map((legacyId) => ({
      legacyId,
    }));
    while (left !== undefined && left.length > 0) {
      const Keys: Record<string, string>[] = left;
      const { Responses, UnprocessedKeys } = await patiently(() =>
        client.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys, ProjectionExpression: "legacyId" } } }),
        ),
      );
      for (const { legacyId } of Responses?.[table] ?? []) found.add(legacyId);
      left = UnprocessedKeys?.[table]?.Keys as Record<string, string>[] | undefined;
    }
    return found;
  },
});
