import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";
import { checkAnswers } from "./checked-answers";

/** The one DynamoDB client of a container. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(retryConflicts(checkAnswers(new DynamoDBClient(QUICK_AWS_CLIENT))), {
    marshallOptions: { removeUndefinedValues: true },
  });

/**
 * Retries a write that meets a transaction on the same item, even if the transaction only checks the item: a sign-in
 * at the moment of a change must not be refused for it. The SDK retries this error only if it is told to.
 */
function retryConflicts(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const isConflict = error instanceof Error && error.name === "TransactionConflictException";
        throw isConflict ? Object.assign(error, { $retryable: {} }) : error;
      }
    },
    { name: "retryConflicts", step: "deserialize", priority: "high" },
  );
  return client;
}

/** Whether a conditional write found its condition false: another write was first, or the item is not as expected. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";

/** Whether a conditional write was carried out. */
export async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}
