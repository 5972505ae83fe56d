import { isRecord } from "../shared/json";

/** The units that DynamoDB bills, and the number of requests. */
export interface TableUse {
  readonly requests: number;
  readonly reads: number;
  readonly writes: number;
}

/** For each index of each table, the attributes that an item needs to be in the index. */
export type Indexes = Readonly<Record<string, readonly (readonly string[])[]>>;

/**
 * A read is billed by 4 KB, and a write by 1 KB. The items that are read here are smaller, so only the size of
 * writes counts.
 */
const WRITTEN_UNIT = 1_024;

/** The units of a request for each table. A write also writes the indexes that contain the item. */
export function unitsOf(
  operation: string,
  body: string,
  indexes: Indexes,
): Readonly<Record<string, TableUse>> {
  const asked: Record<string, unknown> = JSON.parse(body);
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    const parts = (asked.TransactItems as Record<string, Record<string, unknown>>[]).flatMap(Object.entries);
    return together(
      parts.map(([kind, part], position) =>
        useOf(kind, part, indexes, { twice: true, isFirst: position === 0 }),
      ),
    );
  }
  if (operation === "BatchGetItem")
    return together(
      Object.entries(asked.RequestItems as Record<string, { Keys: unknown[]; ConsistentRead?: boolean }>).map(
        ([TableName, { Keys, ConsistentRead = false }]) => [
          TableName,
          { requests: 1, reads: Keys.length * (ConsistentRead ? 1 : 0.5), writes: 0 },
        ],
      ),
    );
  return together([useOf(operation.replace(/Item$/, ""), asked, indexes, { twice: false, isFirst: true })]);
}

type Entry = readonly [table: string, use: TableUse];

function useOf(
  kind: string,
  { TableName, Item, ConsistentRead }: Record<string, unknown>,
  indexes: Indexes,
  { twice, isFirst }: { readonly twice: boolean; readonly isFirst: boolean },
): Entry {
  const table = String(TableName);
  const factor = twice ? 2 : 1;
  const requests = isFirst ? 1 : 0;
  if (kind === "Get" || kind === "Query")
    return [table, { requests, reads: factor * (ConsistentRead === true || twice ? 1 : 0.5), writes: 0 }];
  const item = isRecord(Item) ? Item : {};
  const size = Math.max(1, Math.ceil(JSON.stringify(item).length / WRITTEN_UNIT));
  const copies = (indexes[table] ?? []).filter((keys) => keys.every((key) => key in item)).length;
  return [table, { requests, reads: 0, writes: size * (factor + copies) }];
}

function together(entries: readonly Entry[]): Readonly<Record<string, TableUse>> {
  const sums: Record<string, TableUse> = {};
  for (const [table, use] of entries) sums[table] = added(sums[table], use);
  return sums;
}

export const added = (one: TableUse | undefined, other: TableUse): TableUse => ({
  requests: (one?.requests ?? 0) + other.requests,
  reads: (one?.reads ?? 0) + other.reads,
  writes: (one?.writes ?? 0) + other.writes,
});
