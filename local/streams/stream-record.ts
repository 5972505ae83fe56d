import { createHash } from "node:crypto";
import type { Change } from "./change-log";
import type { EventSource } from "./event-source";

/**
 * A change as Lambda delivers it. Its id is the same in every delivery.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function streamRecord(change: Change, { streamArn, region }: EventSource) {
  const { sequence, at, key, before, after, isExpiry } = change;
  return {
    eventID: createHash("sha256").update(`${streamArn} ${sequence}`).digest("hex").slice(0, 32),
    eventName: eventName(change),
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1_000),
      Keys: key,
      ...(after !== undefined && { NewImage: after }),
      ...(before !== undefined && { OldImage: before }),
      SequenceNumber: sequence,
      // About as large as DynamoDB says.
      SizeBytes: Buffer.byteLength(JSON.stringify([key, after, before])),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    ...(isExpiry && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
    eventSourceARN: streamArn,
  };
}

function eventName({ before, after }: Change): "INSERT" | "MODIFY" | "REMOVE" {
  if (before === undefined) return "INSERT";
  return after === undefined ? "REMOVE" : "MODIFY";
}
