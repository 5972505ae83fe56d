import { setImmediate } from "node:timers/promises";
import type { TableSettings } from "../stack/table-settings";
import { type Item, keyOf } from "./items";
import type { Operations } from "./operations";

/**
 * Removes the items whose time is over, as DynamoDB does within a few days, and says how many. It leaves alone what expired
 * more than five years ago, and so does this.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export async function removeExpired(
  { perform }: Pick<Operations, "perform">,
  tables: readonly TableSettings[],
  now: Date,
): Promise<number> {
  const second = Math.floor(now.getTime() / 1_000);
  let removed = 0;
  for (const table of tables) {
    if (table.ttlAttribute === undefined) continue;
    const expired = {
      TableName: table.name,
      FilterExpression: "#ttl > :from AND #ttl < :now",
      ExpressionAttributeNames: { "#ttl": table.ttlAttribute },
      ExpressionAttributeValues: {
        ":from": { N: String(second - FIVE_YEARS) },
        ":now": { N: String(second) },
      },
    };
    let page: Page = {};
    do {
      const { LastEvaluatedKey: ExclusiveStartKey } = page;
      // Other work runs between pages, but nothing changes between reading a page and removing its items.
      await setImmediate();
      page = JSON.parse(perform("Scan", { ...expired, ExclusiveStartKey }).body);
      for (const item of page.Items ?? []) {
        perform("DeleteItem", { TableName: table.name, Key: keyOf(table, item) }, { isExpiry: true });
        removed += 1;
      }
    } while (page.LastEvaluatedKey !== undefined);
  }
  return removed;
}

interface Page {
  readonly Items?: readonly Item[];
  readonly LastEvaluatedKey?: Item;
}

const FIVE_YEARS = 5 * 365 * 24 * 60 * 60;
