import { randomUUID } from "node:crypto";
import type { Outcome } from "../lambda/outcome";
import type { Change } from "./change-log";
import type { EventSource } from "./event-source";

/** What a queue hears of changes that were given up. As in AWS, they themselves are not in it. */
export interface DeadLetter {
  /** The ARN of the queue. */
  readonly queue: string;
  readonly message: unknown;
}

interface GivenUp {
  readonly changes: readonly Change[];
  readonly attempts: number;
  readonly outcome: Outcome;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
export function deadLetter(
  queue: string,
  { functionArn, streamArn }: EventSource,
  { changes, attempts, outcome }: GivenUp,
  now: Date,
): DeadLetter {
  const [first, last] = [changes.at(0), changes.at(-1)];
  const arrival = (change: Change | undefined) => new Date(change?.at ?? now).toISOString();
  return {
    queue,
    message: {
      requestContext: {
        requestId: randomUUID(),
        functionArn,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: attempts,
      },
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        ...(outcome.kind === "failed" && { functionError: "Unhandled" }),
      },
      version: "1.0",
      timestamp: now.toISOString(),
      DDBStreamBatchInfo: {
        shardId: "shardId-00000001",
        startSequenceNumber: first?.sequence,
        endSequenceNumber: last?.sequence,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: changes.length,
        streamArn,
      },
    },
  };
}
