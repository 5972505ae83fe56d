import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  EventBridgeClient,
  ListRulesCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { type EventBus, startEventBus } from "../../../local/services/event-bus";

const BUS = { name: "shop-dev", arn: "arn:aws:events:eu-central-1:123456789012:event-bus/shop-dev" };
const NOW = new Date("2026-03-01T12:00:00.700Z");

let folder: string;
let journal: Journal;
let bus: EventBus;
let client: EventBridgeClient;

async function start(): Promise<void> {
  journal = openJournal(path.join(folder, "stack.jsonl"));
  bus = await startEventBus({
    buses: [BUS],
    account: "123456789012",
    region: "eu-central-1",
    journal,
    now: () => NOW,
  });
  client = new EventBridgeClient({
    endpoint: bus.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
}

async function stop(): Promise<void> {
  client.destroy();
  await bus.stop();
  journal.close();
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "event-bus-"));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const ENTRY = {
  EventBusName: BUS.name,
  Source: "shop",
  DetailType: "tenant.created",
  Detail: '{"tenantId":"acme"}',
} satisfies PutEventsRequestEntry;

const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

test("an event is kept as rules and targets would get it", async () => {
  const { Entries, FailedEntryCount } = await put({ ...ENTRY, Resources: ["arn:aws:shop"] });
  expect(FailedEntryCount).toBe(0);
  expect(bus.events()).toEqual([
    {
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "tenant.created",
      source: "shop",
      account: "123456789012",
      time: "2026-03-01T12:00:00Z",
      region: "eu-central-1",
      resources: ["arn:aws:shop"],
      detail: { tenantId: "acme" },
    },
  ]);
});

test("an event has the time that it is given, and its bus may be named by its ARN", async () => {
  await put({ ...ENTRY, EventBusName: BUS.arn, Time: new Date("2026-02-28T23:59:59Z") });
  expect(bus.events().map(({ time }) => time)).toEqual(["2026-02-28T23:59:59Z"]);
});

test("events are found by type and tenant, the newest last", async () => {
  await put(ENTRY, { ...ENTRY, Detail: '{"tenantId":"globex"}' }, { ...ENTRY, DetailType: "tenant.changed" });
  const found = (filter?: Parameters<EventBus["events"]>[0]) =>
    bus.events(filter).map((event) => `${event["detail-type"]} ${event.detail.tenantId}`);
  expect(found()).toEqual(["tenant.created acme", "tenant.created globex", "tenant.changed acme"]);
  expect(found({ type: "tenant.created" })).toEqual(["tenant.created acme", "tenant.created globex"]);
  expect(found({ tenantId: "acme" })).toEqual(["tenant.created acme", "tenant.changed acme"]);
  expect(found({ type: "tenant.changed", tenantId: "globex" })).toEqual([]);
});

test.each<[string, Partial<PutEventsRequestEntry>, string, string]>([
  [
    "no source",
    { Source: undefined },
    "InvalidArgument",
    "Parameter Source is not valid. Reason: Source is a required argument.",
  ],
  [
    "no type",
    { DetailType: "" },
    "InvalidArgument",
    "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
  ],
  [
    "no detail",
    { Detail: undefined },
    "InvalidArgument",
    "Parameter Detail is not valid. Reason: Detail is a required argument.",
  ],
  [
    "a type that is too long",
    { DetailType: "t".repeat(129) },
    "InvalidArgument",
    "Parameter DetailType is not valid. Reason: It is longer than 128 characters.",
  ],
  ["a detail that is no JSON", { Detail: "{" }, "MalformedDetail", "Detail is malformed."],
  ["a detail that is no object", { Detail: "[]" }, "MalformedDetail", "Detail is malformed."],
  ["a source of AWS", { Source: "aws.ec2" }, "NotAuthorizedForSource", "Not authorized for the source."],
])("an entry with %s fails alone", async (_, changes, ErrorCode, ErrorMessage) => {
  const { Entries, FailedEntryCount } = await put({ ...ENTRY, ...changes }, ENTRY);
  expect(FailedEntryCount).toBe(1);
  expect(Entries).toEqual([{ ErrorCode, ErrorMessage }, { EventId: bus.events()[0]?.id }]);
  expect(bus.events()).toHaveLength(1);
});

test.each<[string, PutEventsRequestEntry[], string, string]>([
  ["no entries", [], "ValidationException", "greater than or equal to 1"],
  ["eleven entries", Array(11).fill(ENTRY), "ValidationException", "less than or equal to 10"],
  [
    "entries that are too large together",
    Array(2).fill({ ...ENTRY, Detail: JSON.stringify({ text: "ä".repeat(65 * 1_024) }) }),
    "ValidationException",
    "Total size of the entries in the request is over the limit.",
  ],
  ["the default bus", [ENTRY, { ...ENTRY, EventBusName: undefined }], "AccessDeniedException", "default"],
  ["another bus", [ENTRY, { ...ENTRY, EventBusName: "other" }], "AccessDeniedException", "other"],
])("%s are refused, and nothing of them is kept", async (_, entries, name, message) => {
  await expect(put(...entries)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  expect(bus.events()).toEqual([]);
});

test("the latest five thousand are kept, also over a restart", async () => {
  for (let sent = 0; sent < 5_010; sent += 10)
    await put(...Array.from({ length: 10 }, (_, index) => ({ ...ENTRY, Detail: `{"n":${sent + index}}` })));
  await stop();
  await start();
  const numbers = bus.events().map(({ detail }) => detail.n);
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([5_000, 10, 5_009]);
});

test("nothing else is imitated", async () => {
  await expect(client.send(new ListRulesCommand({}))).rejects.toThrow("AWSEvents.ListRules is not imitated");
});

test("nobody puts an event who has not been told the address", async () => {
  const answer = await fetch(new URL("/", bus.url), {
    method: "POST",
    headers: { "x-amz-target": "AWSEvents.PutEvents" },
    body: JSON.stringify({ Entries: [ENTRY] }),
  });
  expect(answer.status).toBe(403);
  expect(bus.events()).toEqual([]);
});
