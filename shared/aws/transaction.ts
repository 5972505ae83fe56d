import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { FaultError } from "../runtime/errors";
import { expectationOf, type ItemChange, updateOf } from "./item-change";

type Check = Pick<ItemChange, "TableName" | "Key" | "expected">;

/** `changed-first`: the item is not as expected; `condition-failed`: another item, on which it depends, is not. */
type Outcome = "written" | "changed-first" | "condition-failed";

const MOST_ATTEMPTS = 4;

/** Changes one item only while others are as expected. The others are not written, so the stream has one change. */
export async function changeWhile(
  client: DynamoDBDocumentClient,
  change: ItemChange,
  checks: readonly Check[],
  abortSignal: AbortSignal,
): Promise<Outcome> {
  const input: TransactWriteCommandInput = {
    TransactItems: [
      { Update: updateOf(change) },
      ...checks.map(({ TableName, Key, expected }) => ({
        ConditionCheck: { TableName, Key, ...expectationOf(expected) },
      })),
    ],
  };
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
    try {
      await client.send(new TransactWriteCommand(input), { abortSignal });
      return "written";
    } catch (error) {
      const [first, ...others] = cancellationCodes(error);
      if (first === "ConditionalCheckFailed") return "changed-first";
      if (others.includes("ConditionalCheckFailed")) return "condition-failed";
      // Another write to one of these items succeeded at the same moment.
      if (first !== "TransactionConflict" && !others.includes("TransactionConflict")) throw error;
    }
  }
  throw new FaultError("an item is written by too many at once");
}

function cancellationCodes(error: unknown): readonly (string | undefined)[] {
  if (!(error instanceof Error) || error.name !== "TransactionCanceledException") throw error;
  const { CancellationReasons } = error as Error & {
    CancellationReasons?: readonly { readonly Code?: string }[];
  };
  return (CancellationReasons ?? []).map(({ Code }) => Code);
}
