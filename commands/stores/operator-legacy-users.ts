import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../../shared/aws/dynamodb";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import { legacyUsersTable } from "../../shared/legacy-users/sources/dynamodb";
import type { LegacyRow } from "../legacy/legacy-row";
import { quickRequests } from "./quick-requests";
import { retryThrottled } from "./retry-throttled";

/** Where a row comes from. */
export interface RowOrigin {
  /** The id of the import, which stands in each of its rows. */
  readonly run: string;
  readonly line: number;
  readonly overwrites: boolean;
}

export type Imported =
  | { readonly kind: "imported" | "replaced" | "in-table" }
  /** An earlier line of the same import has this login. */
  | { readonly kind: "duplicate"; readonly earlier: number };

/** Legacy users, with what operators alone do with them. */
export interface OperatorLegacyUsers extends LegacyUsers {
  import(row: LegacyRow, from: RowOrigin): Promise<Imported>;
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Readonly<Record<string, unknown>>>;
}

export function operatorLegacyUsers(client: DynamoDBDocumentClient, table: string): OperatorLegacyUsers {
  const quick = quickRequests(client);
  const lineOf = async (login: string, run: string): Promise<number | undefined> => {
    const { Item } = await quick.send(
      new GetCommand({
        TableName: table,
        Key: { login },
        ProjectionExpression: "importedAs",
        ConsistentRead: true,
      }),
    );
    const importedAs = String(Item?.importedAs);
    return importedAs.startsWith(`${run}#`) ? Number(importedAs.slice(run.length + 1)) : undefined;
  };

  return {
    ...legacyUsersTable(client, table),
    // Batch writes take no conditions, and a read before each write costs as much and can be out of date.
    // `importedAs` tells a row that this import wrote, before it was killed or the answer was lost, from a row of
    // another import.
    async import(row, { run, line, overwrites }) {
      const importedAs = `${run}#${line}`;
      try {
        const { Attributes: old } = await retryThrottled(() =>
          quick.send(
            new PutCommand({
              TableName: table,
              Item: { ...row, importedAs },
              ...(overwrites ? unlessOfThisRun(run, importedAs) : unlessThere(importedAs)),
              ReturnValues: "ALL_OLD",
            }),
          ),
        );
        const isReplaced = old !== undefined && old.importedAs !== importedAs;
        return { kind: isReplaced ? "replaced" : "imported" };
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const earlier = await retryThrottled(() => lineOf(row.login, run));
        return earlier === undefined ? { kind: "in-table" } : { kind: "duplicate", earlier };
      }
    },
    async *all() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) yield* Items;
    },
  };
}

type Condition = Pick<PutCommandInput, "ConditionExpression" | "ExpressionAttributeValues">;

const unlessThere = (importedAs: string): Condition => ({
  ConditionExpression: "attribute_not_exists(login) OR importedAs = :importedAs",
  ExpressionAttributeValues: { ":importedAs": importedAs },
});

const unlessOfThisRun = (run: string, importedAs: string): Condition => ({
  ConditionExpression:
    "attribute_not_exists(importedAs) OR importedAs = :importedAs OR NOT begins_with(importedAs, :run)",
  ExpressionAttributeValues: { ":importedAs": importedAs, ":run": `${run}#` },
});
