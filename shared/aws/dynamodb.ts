import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";
import { checkAnswers } from "./checked-answers";

/** The one DynamoDB client of a container. */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(checkAnswers(new DynamoDBClient(QUICK_AWS_CLIENT)), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** True when a conditional write found its condition false: somebody else was first, or the item is not as expected. */
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
