import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkAnswers } from "./checked-answers";

/**
 * The one DynamoDB client of a container. Two attempts of at most a second each, with a quick connection, leave
 * the handler time to answer within its deadline; the SDK's own defaults would outlast Cognito's patience.
 */
export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    checkAnswers(
      new DynamoDBClient({
        maxAttempts: 2,
        requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
      }),
    ),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** True when a conditional write found its condition false: somebody else was first, or the item is not as expected. */
export const isConditionFailure = (error: unknown): boolean =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";
