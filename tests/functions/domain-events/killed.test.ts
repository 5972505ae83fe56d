import { json } from "node:stream/consumers";
import { startTestEventBus } from "../../harness/event-bus";
import { ADA } from "../../harness/people";
import { startServer } from "../../harness/server";
import { batchOf, streamRecord } from "../../harness/stream-records";
import { startTables } from "../../harness/tables";
import { loadBundle } from "../../harness/triggers";
import { invitation, membership } from "./stories";

const BATCH = batchOf(
  streamRecord(undefined, membership(), { eventID: "e1" }),
  streamRecord(membership(), membership({ role: "admin", version: 2 }), { eventID: "e2" }),
  streamRecord(undefined, invitation(), { eventID: "e3", table: "InvitationsTable" }),
);

test("a function that is killed between the audit trail and the bus tells the rest when it is called again", async () => {
  const tables = await startTables();
  // Takes what it gets, and never says so.
  const heard: string[] = [];
  let hear = () => {};
  const isAsked = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const silent = await startServer(async (request) => {
    const { Entries } = (await json(request)) as { Entries: { Detail: string }[] };
    heard.push(...Entries.map(({ Detail }) => JSON.parse(Detail).id));
    hear();
  });
  const killed = loadBundle("domain-events", tables.endpoint, {
    AWS_ENDPOINT_URL_EVENTBRIDGE: silent.endpoint,
  });
  void killed(BATCH);
  await isAsked;
  await killed.stop();
  await silent.stop();
  const audit = async () => (await tables.all("AuditTable")).map(({ id, event }) => ({ id, event }));
  const kept = await audit();
  expect(kept).toHaveLength(3);
  expect(kept.map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: "membership.added", subject: { sub: ADA, tenantId: "acme" } }),
      expect.objectContaining({ type: "membership.role-changed" }),
      expect.objectContaining({ type: "invitation.created" }),
    ]),
  );

  const bus = await startTestEventBus();
  const again = loadBundle("domain-events", tables.endpoint, bus.environment);
  expect(await again(BATCH)).toEqual({ batchItemFailures: [] });
  expect(await audit()).toEqual(kept);
  const ids = bus.details().map(({ id }) => String(id));
  expect([...ids].sort()).toEqual(["e1-1", "e2-1", "e3-1"]);
  expect(ids.indexOf("e1-1")).toBeLessThan(ids.indexOf("e2-1"));
  // Whoever has heard of one before knows it by its id.
  expect(ids).toEqual(expect.arrayContaining(heard));
  await Promise.all([again.stop(), bus.stop(), tables.stop()]);
});
