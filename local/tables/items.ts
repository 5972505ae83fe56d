import type { TableSettings } from "../stack/table-settings";
import type { Operations } from "./operations";

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

/** The current item; undefined if there is none, or if DynamoDB refuses the key. */
export function readItem({ perform }: Pick<Operations, "perform">, { table, key }: Place): Item | undefined {
  const { status, body } = perform("GetItem", { TableName: table, Key: key, ConsistentRead: true });
  return status === 200 ? JSON.parse(body).Item : undefined;
}
