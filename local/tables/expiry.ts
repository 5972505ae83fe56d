import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { TableSettings } from "../stack/table-settings";
import { keyOf } from "./items";

/**
 * Removes the items whose time is over, as DynamoDB does within a few days, and says how many. It leaves alone what expired
 * more than five years ago, and so does this.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export async function removeExpired(
  client: DynamoDBDocumentClient,
  tables: readonly TableSettings[],
  now: Date,
): Promise<number> {
  const second = Math.floor(now.getTime() / 1_000);
  let removed = 0;
  for (const table of tables) {
    if (table.ttlAttribute === undefined) continue;
    const expired = {
      TableName: table.name,
      ExpressionAttributeNames: { "#ttl": table.ttlAttribute },
      ExpressionAttributeValues: { ":from": second - FIVE_YEARS, ":now": second },
    };
    const pages = paginateScan({ client }, { ...expired, FilterExpression: EXPIRED, ConsistentRead: true });
    for await (const { Items = [] } of pages)
      for (const item of Items) {
        // Unless it has been given more time since.
        const deletion = new DeleteCommand({
          ...expired,
          Key: keyOf(table, item),
          ConditionExpression: EXPIRED,
        });
        if (await succeeds(() => client.send(deletion))) removed += 1;
      }
  }
  return removed;
}

const EXPIRED = "#ttl > :from AND #ttl < :now";
const FIVE_YEARS = 5 * 365 * 24 * 60 * 60;

async function succeeds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
