import {
  DeleteCommand,
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
import { patiently } from "./retry-throttled";

/** Where a row comes from. */
export interface Import {
  /** The mark of the whole import. */
  readonly run: string;
  readonly line: number;
  readonly overwrites: boolean;
}

export type Imported =
  | { readonly kind: "imported" | "replaced" | "in-table" }
  /** An earlier line of the same import has this login. */
  | { readonly kind: "duplicate"; readonly earlier: number };

/** The triggers only read the old user base; operators fill it, count it, and take somebody out of it. */
export interface OperatorLegacyUsers extends LegacyUsers {
  delete(login: string): Promise<void>;
  import(row: LegacyRow, from: Import): Promise<Imported>;
  /** Reads the whole table, page by page. */
  all(): AsyncGenerator<Readonly<Record<string, unknown>>>;
}

export function operatorLegacyUsers(client: DynamoDBDocumentClient, table: string): OperatorLegacyUsers {
  const lineOf = async (login: string, run: string): Promise<number | undefined> => {
    const { Item } = await client.send(
      new GetCommand({
        TableName: table,
        Key: { login },
        ProjectionExpression: "importedAs",
        ConsistentRead: true,
      }),
    );
    const mark = String(Item?.importedAs);
    return mark.startsWith(`${run}#`) ? Number(mark.slice(run.length + 1)) : undefined;
  };

  return {
    ...legacyUsersTable(client, table),
    async delete(login) {
      await client.send(new DeleteCommand({ TableName: table, Key: { login } }));
    },
    // A batch takes no conditions, and looking before each costs as much as the condition and can be too late. The mark of
    // the line tells a row that this import has written, before a kill or a lost answer, from one that another has.
    async import(row, { run, line, overwrites }) {
      const mark = `${run}#${line}`;
      try {
        const { Attributes } = await patiently(() =>
          client.send(
            new PutCommand({
              TableName: table,
              Item: { ...row, importedAs: mark },
              ...(overwrites ? unlessOfThisRun(run, mark) : unlessThere(mark)),
              ReturnValues: "ALL_OLD",
            }),
          ),
        );
        const isReplaced = Attributes !== undefined && Attributes.importedAs !== mark;
        return { kind: isReplaced ? "replaced" : "imported" };
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const earlier = await patiently(() => lineOf(row.login, run));
        return earlier === undefined ? { kind: "in-table" } : { kind: "duplicate", earlier };
      }
    },
    async *all() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName: table })) yield* Items;
    },
  };
}

type Condition = Pick<PutCommandInput, "ConditionExpression" | "ExpressionAttributeValues">;

const unlessThere = (mark: string): Condition => ({
  ConditionExpression: "attribute_not_exists(login) OR importedAs = :mark",
  ExpressionAttributeValues: { ":mark": mark },
});

const unlessOfThisRun = (run: string, mark: string): Condition => ({
  ConditionExpression:
    "attribute_not_exists(importedAs) OR importedAs = :mark OR NOT begins_with(importedAs, :run)",
  ExpressionAttributeValues: { ":mark": mark, ":run": `${run}#` },
});
