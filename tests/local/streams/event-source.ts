import type { EventSource } from "../../../local/streams/event-source";

export const QUEUE = "arn:aws:sqs:eu-central-1:123456789012:shop-dev-failed";

/** The stream of the table Orders for the function `reader`, but for what a test changes. */
export const eventSource = (settings: Partial<EventSource> = {}): EventSource => ({
  id: "ReaderOfOrders",
  streamArn: "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/stream/2026-01-01T00:00:00.000",
  tableName: "Orders",
  region: "eu-central-1",
  functionName: "reader",
  functionArn: "arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-reader",
  filters: [],
  batchSize: 10,
  mostRetries: undefined,
  halvesFailed: false,
  reportsFailures: true,
  deadLetters: QUEUE,
  ...settings,
});
