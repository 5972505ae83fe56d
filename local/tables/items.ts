import type { TableSettings } from "../stack/table-settings";
import type { Dynalite } from "./dynalite";

/** A value in DynamoDB's JSON, such as `{"S": "acme"}`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** Where an item is. */
export interface Place {
  readonly table: string;
  readonly key: Item;
}

/** @param attributes of an item, or of its key alone */
export function keyOf<Value>(
  { key: { hash, range } }: Pick<TableSettings, "key">,
  attributes: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value>> {
  const parts = range === undefined ? [hash] : [hash, range];
  return Object.fromEntries(
    parts.flatMap(({ attribute }) => {
      const value = attributes[attribute];
      return value === undefined ? [] : [[attribute, value]];
    }),
  );
}

/** What is there now. Undefined also where nothing can be: at a key that DynamoDB refuses. */
export async function readItem(
  { perform }: Pick<Dynalite, "perform">,
  { table, key }: Place,
): Promise<Item | undefined> {
  const { status, body } = await perform("GetItem", { TableName: table, Key: key, ConsistentRead: true });
  if (status >= 500) throw new Error(`an item of ${table} cannot be read: ${body}`);
  return status === 200 ? JSON.parse(body).Item : undefined;
}
