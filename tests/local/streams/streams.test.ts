import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { openChangeLog } from "../../../local/streams/change-log";
import type { EventSource } from "../../../local/streams/event-source";
import { type Streams, startStreams } from "../../../local/streams/streams";
import { type EmbeddedTables, startTables } from "../../../local/tables/tables";
import { type Bundles, startBundles } from "../lambda/bundles";
import { table } from "../tables/table";
import { eventSource, QUEUE } from "./event-source";

const NOW = new Date("2026-05-01T12:00:00.500Z");
const SECOND = Math.floor(NOW.getTime() / 1_000);
const TableName = "Orders";
const ORDERS = table(TableName, { ttlAttribute: "expiresAt", hasStream: true });

interface Running {
  readonly tables: EmbeddedTables;
  readonly lambda: Lambda;
  readonly streams: Streams;
  readonly journal: Journal;
}

let bundles: Bundles;
let folder: string;
let running: Running | undefined;
beforeEach(() => {
  bundles = startBundles();
  folder = mkdtempSync(path.join(tmpdir(), "streams-"));
});
afterEach(async () => {
  await stop();
  bundles.remove();
  rmSync(folder, { recursive: true });
});

/** Tables whose changes functions of this code take; `reader` is one of them unless others are named. */
async function start(code: string, ...sources: EventSource[]): Promise<Running> {
  await stop();
  const read = sources.length === 0 ? [eventSource()] : sources;
  const now = () => NOW;
  const journal = openJournal(path.join(folder, "changes.jsonl"));
  const changes = openChangeLog(journal, read, now);
  const tables = await startTables([ORDERS], { journal, changes, now });
  const functions = [...new Set(read.map(({ functionName }) => functionName))];
  const lambda = startLambda(
    functions.map((name) => bundles.write(name, code)),
    { region: "eu-central-1" },
  );
  const streams = startStreams(read, { journal, changes, now, invoke: lambda.invoke });
  running = { tables, lambda, streams, journal };
  return running;
}

async function stop(): Promise<void> {
  await running?.streams.stop();
  await running?.lambda.stop();
  await running?.tables.stop();
  running?.journal.close();
  running = undefined;
}

const put = ({ tables }: Running, ...items: { id: string; [name: string]: unknown }[]) =>
  Promise.all(items.map((Item) => tables.client.send(new PutCommand({ TableName, Item }))));

interface Record {
  readonly eventID: string;
  readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } };
}

/** The records of every invocation, in the order in which they ended. */
const records = ({ lambda }: Running): Record[][] =>
  lambda.invocations.map(({ event }) => (event as { Records: Record[] }).Records);
/** Which items each invocation was about. */
const handedOver = (from: Running) =>
  records(from).map((batch) => batch.map(({ dynamodb }) => dynamodb.Keys.id.S).join(""));

const TAKES_ALL = "exports.handler = async () => ({ batchItemFailures: [] })";
/** Items named x fail, and whatever comes after them in a batch is not looked at. */
const REPORTS_X = `exports.handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ dynamodb }) => dynamodb.Keys.id.S === "x")
    .map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
})`;
const THROWS_AT_X = `exports.handler = async ({ Records }) => {
  if (Records.some(({ dynamodb }) => dynamodb.Keys.id.S === "x")) throw new Error("no x");
}`;

test("the function gets records in the form of AWS", async () => {
  const started = await start(TAKES_ALL, eventSource({ batchSize: 1 }));
  await put(started, { id: "1", count: 1 });
  await put(started, { id: "1", count: 2, expiresAt: SECOND - 1 });
  await started.tables.sweep();
  await started.tables.client.send(new DeleteCommand({ TableName, Key: { id: "1" } }));
  await started.streams.idle();
  const images = {
    first: { id: { S: "1" }, count: { N: "1" } },
    second: { id: { S: "1" }, count: { N: "2" }, expiresAt: { N: String(SECOND - 1) } },
  };
  const record = (eventName: string, dynamodb: object, more = {}) => [
    {
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName,
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: "eu-central-1",
      dynamodb: {
        ApproximateCreationDateTime: SECOND,
        Keys: { id: { S: "1" } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: "NEW_AND_OLD_IMAGES",
        ...dynamodb,
      },
      eventSourceARN: eventSource().streamArn,
      ...more,
    },
  ];
  expect(records(started)).toEqual([
    record("INSERT", { NewImage: images.first }),
    record("MODIFY", { NewImage: images.second, OldImage: images.first }),
    record(
      "REMOVE",
      { OldImage: images.second },
      { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } },
    ),
  ]);
});

test("what no filter takes is not handed over, and nobody waits for it", async () => {
  const byKind = (rule: unknown) => ({ dynamodb: { NewImage: { kind: { S: [rule] } } } });
  const started = await start(
    TAKES_ALL,
    eventSource({ filters: [byKind("order"), byKind({ prefix: "re" })] }),
    eventSource({ id: "OtherOfOrders", functionName: "other", filters: [byKind({ exists: false })] }),
  );
  await put(
    started,
    { id: "a", kind: "order" },
    { id: "b", kind: "note" },
    { id: "c", kind: "return" },
    { id: "d" },
  );
  await started.streams.idle();
  const idsFor = (name: string) =>
    started.lambda.invocations
      .filter(({ functionName }) => functionName === name)
      .flatMap(({ event }) => (event as { Records: Record[] }).Records)
      .map(({ dynamodb }) => dynamodb.Keys.id.S)
      .sort();
  expect([idsFor("reader"), idsFor("other")]).toEqual([["a", "c"], ["d"]]);
});

test("changes come in their order, in batches of no more than the given size", async () => {
  const started = await start(TAKES_ALL, eventSource({ batchSize: 3 }));
  const ids = [..."abcdefghijklmnopqrstuvwxyz"];
  for (const id of ids) await put(started, { id });
  await started.streams.idle();
  expect(handedOver(started).join("")).toBe(ids.join(""));
  expect(Math.max(...records(started).map(({ length }) => length))).toBeLessThanOrEqual(3);
});

test("what follows a reported failure comes again, until the retries are used up and a dead letter says so", async () => {
  const started = await start(REPORTS_X, eventSource({ batchSize: 1, mostRetries: 2 }));
  for (const id of ["a", "x", "b"]) await put(started, { id });
  await started.streams.idle();
  expect(handedOver(started)).toEqual(["a", "x", "x", "x", "b"]);
  const [, [x] = [], ...again] = records(started);
  expect(again.slice(0, 2)).toEqual([[x], [x]]);
  expect(started.streams.deadLetters()).toEqual([
    {
      queue: QUEUE,
      message: expect.objectContaining({
        requestContext: expect.objectContaining({
          functionArn: eventSource().functionArn,
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 3,
        }),
        DDBStreamBatchInfo: expect.objectContaining({ batchSize: 1, streamArn: eventSource().streamArn }),
      }),
    },
  ]);
});

test("where a batch that fails is halved, only the change that fails is given up", async () => {
  const source = eventSource({ batchSize: 8, mostRetries: 0, halvesFailed: true });
  const before = await start("exports.handler = async () => { throw new Error('not yet'); }");
  await before.streams.stop();
  for (const id of ["a", "b", "x", "c", "d"]) await put(before, { id });
  const started = await start(THROWS_AT_X, source);
  await started.streams.idle();
  expect(handedOver(started)).toEqual(["abxcd", "abx", "ab", "x", "cd"]);
  expect(started.streams.deadLetters()).toHaveLength(1);
});

test("two functions get the same changes, and one that fails does not keep them from the other", async () => {
  const [reader, other] = [
    eventSource({ mostRetries: 0 }),
    eventSource({ id: "OtherOfOrders", functionName: "other", mostRetries: 0, deadLetters: undefined }),
  ];
  const code = `exports.handler = async () => { if (process.env.AWS_LAMBDA_FUNCTION_NAME === "other") throw new Error("no"); }`;
  const started = await start(code, reader, other);
  await put(started, { id: "a" });
  await started.streams.idle();
  expect(started.lambda.invocations.map(({ functionName }) => functionName).sort()).toEqual([
    "other",
    "reader",
  ]);
  const [one, same] = records(started);
  expect(one).toEqual(same);
  expect(started.streams.deadLetters()).toEqual([]);
});

test("what was not taken before a stop comes after the start, and what was taken does not; dead letters stay", async () => {
  const before = await start(REPORTS_X, eventSource({ mostRetries: 0 }));
  await put(before, { id: "a" });
  await before.streams.idle();
  await put(before, { id: "x" });
  await before.streams.idle();
  await before.streams.stop();
  await put(before, { id: "b" }, { id: "c" });
  const after = await start(TAKES_ALL);
  await after.streams.idle();
  expect(handedOver(after).join("").split("").sort().join("")).toBe("bc");
  expect(after.streams.deadLetters()).toHaveLength(1);
  const again = await start(TAKES_ALL);
  await again.streams.idle();
  expect(again.lambda.invocations).toEqual([]);
});

test("a stop waits for the invocation that runs, and not for a function that fails forever", async () => {
  const started = await start(`exports.handler = async () => { throw new Error("never"); }`);
  const failed = new Promise<void>((resolve) => started.lambda.onInvocation(() => resolve()));
  await put(started, { id: "a" });
  await failed;
  await started.streams.stop();
  await started.streams.idle();
  const after = await start(TAKES_ALL);
  await after.streams.idle();
  expect(handedOver(after)).toEqual(["a"]);
});
