import type { BatchAnswer } from "../../../shared/runtime/stream";
import { startTestEventBus, type TestEventBus } from "../../harness/event-bus";
import { startDyingTables, startFailingTables } from "../../harness/faulty-tables";
import { ADA, ADAS_ADDRESS, GRACE } from "../../harness/people";
import { batchOf, streamRecord } from "../../harness/stream-records";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";
import { ACTOR, CHANGED_AT, client, invitation, membership, profile } from "./stories";

let tables: Tables;
let bus: TestEventBus;
let invoke: Trigger;
beforeEach(async () => {
  tables = await startTables();
  bus = await startTestEventBus();
});
afterEach(() => Promise.all([tables.stop(), bus.stop(), invoke.stop()]));

const audit = async () =>
  (await tables.all("AuditTable")).sort((one, other) => String(one.id).localeCompare(String(other.id)));
const failures = (answer: unknown) =>
  (answer as BatchAnswer).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
const lastLine = () => invoke.log().at(-1) ?? {};

const SUSPENSION = streamRecord(profile(), profile({ status: "suspended" }), { eventID: "e1" });
const EVENT = {
  id: "e1-1",
  version: "1",
  time: CHANGED_AT,
  type: "person.suspended",
  tenantId: null,
  actor: ACTOR,
  subject: { sub: ADA },
  from: { status: "active" },
  to: { status: "suspended" },
};

/** A member whose role is changed again and again. */
const roleChange = (sub: string, sequenceNumber: string, from = "member", to = "admin") =>
  streamRecord(membership({ sub, role: from }), membership({ sub, role: to }), {
    eventID: `e${sequenceNumber}`,
    sequenceNumber,
  });

describe.each([
  ["the source", loadTrigger],
  ["the bundle", loadBundle],
])("%s", (_, load) => {
  beforeEach(() => {
    invoke = load("domain-events", tables.endpoint, bus.environment);
  });

  test("keeps an event in the audit trail and puts it on the bus", async () => {
    expect(await invoke(batchOf(SUSPENSION))).toEqual({ batchItemFailures: [] });
    expect(await audit()).toEqual([
      {
        tenantId: "platform",
        id: `${CHANGED_AT}#e1-1`,
        event: EVENT,
        expiresAt: Date.parse(CHANGED_AT) / 1000 + 365 * 24 * 60 * 60,
      },
    ]);
    expect(bus.taken).toEqual([
      {
        EventBusName: "DomainEventsBus",
        Source: "cognito-triggers",
        DetailType: "person.suspended",
        Time: Date.parse(CHANGED_AT) / 1000,
        Detail: expect.any(String),
      },
    ]);
    expect(bus.details()).toEqual([EVENT]);
    expect(lastLine()).toMatchObject({
      level: "info",
      stage: "dev",
      stream: "domain-events",
      outcome: "published",
      events: 1,
      failed: 0,
    });
  });

  test("keeps an event once, and publishes it again, when its record is delivered again", async () => {
    await invoke(batchOf(SUSPENSION));
    await invoke(batchOf(SUSPENSION));
    expect(await audit()).toHaveLength(1);
    expect(bus.details()).toEqual([EVENT, EVENT]);
  });

  test("lets members read of their tenant, and operators of people and of every client", async () => {
    await invoke(
      batchOf(
        SUSPENSION,
        streamRecord(undefined, membership()),
        streamRecord(undefined, invitation(), { table: "InvitationsTable" }),
        streamRecord(undefined, client(), { table: "TenantsTable" }),
        streamRecord(undefined, client({ tenantId: undefined }), { table: "TenantsTable" }),
      ),
    );
    const entries = await audit();
    const ofPlace = (place: string) =>
      entries
        .filter(({ tenantId }) => tenantId === place)
        .map(({ event }) => (event as { type: string }).type)
        .sort();
    expect(ofPlace("acme")).toEqual(["client.registered", "invitation.created", "membership.added"]);
    expect(ofPlace("platform")).toEqual(["client.registered", "client.registered", "person.suspended"]);
    expect(bus.taken).toHaveLength(5);
  });

  test("gives a malformed record back, tells the rest, and names it in the log without what it holds", async () => {
    const malformed = streamRecord(membership(), membership({ role: "owner" }), {
      eventID: "e7",
      sequenceNumber: "7",
    });
    expect(failures(await invoke(batchOf(malformed, roleChange(ADA, "8"), roleChange(GRACE, "9"))))).toEqual([
      "7",
    ]);
    expect(bus.details().map(({ id }) => id)).toEqual(["e8-1", "e9-1"]);
    expect(lastLine()).toMatchObject({
      level: "warn",
      warnings: ["malformed record: people e7"],
      events: 2,
      failed: 1,
    });
    expect(JSON.stringify(lastLine())).not.toContain(ADAS_ADDRESS);
    expect(JSON.stringify(lastLine())).not.toContain("owner");
  });

  test("puts at most ten events in a request, and those of one person one after the other", async () => {
    const roles = ["viewer", "member", "admin"];
    const changes = Array.from({ length: 24 }, (_, position) =>
      roleChange(
        position % 2 === 0 ? ADA : `other-${position}`,
        `1${position}`,
        roles[position % 3],
        roles[(position + 1) % 3],
      ),
    );
    expect(await invoke(batchOf(...changes))).toEqual({ batchItemFailures: [] });
    expect(Math.max(...bus.requests)).toBe(10);
    expect(bus.taken).toHaveLength(24);
    const ofAda = bus.details().filter(({ subject }) => (subject as { sub: string }).sub === ADA);
    expect(ofAda.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, position) => `e1${position * 2}-1`),
    );
    // She has twelve, and no request holds two of hers.
    expect(bus.requests.length).toBe(12);
  });

  test("tries again with an event that the bus refuses for a moment", async () => {
    let refusals = 2;
    bus.refuse(({ id }) => id === "e1-1" && refusals-- > 0);
    expect(await invoke(batchOf(SUSPENSION, roleChange(GRACE, "2")))).toEqual({ batchItemFailures: [] });
    expect(bus.details().map(({ id }) => id)).toEqual(["e2-1", "e1-1"]);
  });

  test("gives back what the bus refuses, with all later changes of the same person", async () => {
    bus.refuse(({ id }) => id === "e2-1");
    const batch = batchOf(
      roleChange(ADA, "1"),
      roleChange(ADA, "2"),
      roleChange(GRACE, "3"),
      roleChange(ADA, "4"),
    );
    expect(failures(await invoke(batch))).toEqual(["2", "4"]);
    expect(bus.details().map(({ id }) => id)).toEqual(["e1-1", "e3-1"]);
    expect(await audit()).toHaveLength(4);
    expect(lastLine()).toMatchObject({
      level: "warn",
      warnings: ["the bus did not take every event"],
      events: 2,
      failed: 2,
    });

    bus.refuse(() => false);
    const [, second = roleChange(ADA, "2"), third = second, fourth = second] = batch.Records;
    expect(failures(await invoke(batchOf(second, third, fourth)))).toEqual([]);
    expect(bus.details().map(({ id }) => id)).toEqual(["e1-1", "e3-1", "e2-1", "e3-1", "e4-1"]);
    expect(await audit()).toHaveLength(4);
  });

  test("fails as a whole while the bus does not answer, and has kept what it could not publish", async () => {
    bus.break();
    await expect(invoke(batchOf(SUSPENSION))).rejects.toThrow("the batch could not be worked off");
    expect(await audit()).toHaveLength(1);
    expect(lastLine()).toMatchObject({ level: "error", outcome: "fault" });
  });

  test("publishes nothing that it cannot keep", async () => {
    const broken = await startFailingTables("ResourceNotFoundException");
    await invoke.stop();
    invoke = load("domain-events", broken.endpoint, bus.environment);
    const answer = invoke(batchOf(SUSPENSION)).finally(broken.stop);
    await expect(answer).rejects.toThrow("the batch could not be worked off");
    expect(bus.requests).toEqual([]);
  });

  test("asks nothing of anybody for changes that are no events", async () => {
    const signIn = streamRecord(profile(), profile({ lastSignInAt: CHANGED_AT }));
    const requests = await tables.requestsDuring(() => invoke(batchOf(signIn)));
    expect([requests, bus.requests]).toEqual([[], []]);
    expect(lastLine()).toMatchObject({ outcome: "published", events: 0, failed: 0 });
  });

  test("fails for what is no batch of its streams", async () => {
    await expect(invoke({ Records: "none" })).rejects.toThrow("the batch could not be worked off");
    expect(lastLine()).toMatchObject({ error: { message: "this is not a batch of a stream" } });
  });
});

/** A batch with seven events, whose first one is kept in two places. */
const STORY = batchOf(
  streamRecord(undefined, client(), { table: "TenantsTable" }),
  streamRecord(undefined, profile({ origin: "migration" })),
  roleChange(ADA, "1"),
  roleChange(GRACE, "2"),
  roleChange(ADA, "3", "admin", "viewer"),
  streamRecord(undefined, invitation(), { table: "InvitationsTable" }),
);
const ENTRIES = 8;

test.each(Array.from({ length: ENTRIES + 1 }, (_, served) => served))(
  "a process that dies after it has kept %d entries leaves a batch that can be told to its end",
  async (served) => {
    const dying = await startDyingTables(tables.endpoint, served);
    invoke = loadTrigger("domain-events", dying.endpoint, bus.environment);
    await invoke(STORY).catch(() => {});
    await dying.stop();
    invoke = loadTrigger("domain-events", tables.endpoint, bus.environment);
    expect(await invoke(STORY)).toEqual({ batchItemFailures: [] });
    expect(await audit()).toHaveLength(ENTRIES);
    expect(new Set(bus.details().map(({ id }) => id)).size).toBe(ENTRIES - 1);
  },
);
