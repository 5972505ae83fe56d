import { isAuditCursor } from "../../../shared/events/audit-cursor";
import { type AuditTrail, auditTable } from "../../../shared/events/audit-table";
import type { DomainEvent } from "../../../shared/events/domain-event";
import { ADA } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let audit: AuditTrail;
const { signal } = new AbortController();
beforeEach(async () => {
  tables = await startTables();
  audit = auditTable(tables.client, "AuditTable");
});
afterEach(() => tables.stop());

const addition = (day: number, tenantId = "acme"): DomainEvent => ({
  id: `${day}`.padStart(32, "a"),
  version: "1",
  time: `2026-05-0${day}T12:00:00.000Z`,
  type: "membership.added",
  tenantId,
  actor: { kind: "command", id: "people:add" },
  subject: { sub: ADA, tenantId },
  to: { role: "member" },
});

/** All pages, following the cursors as a caller does. */
async function pages(place: string, limit: number) {
  const read: (readonly DomainEvent[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await audit.page(place, { limit, ...(cursor !== undefined && { cursor }) }, signal);
    read.push(page.events);
    cursor = page.next ?? undefined;
    expect(cursor === undefined || isAuditCursor(cursor)).toBe(true);
  } while (cursor !== undefined);
  return read;
}

test("reads the events of one tenant by pages, the newest first", async () => {
  for (const day of [2, 5, 1, 4, 3]) await audit.keep(addition(day), 30, signal);
  await audit.keep(addition(3, "globex"), 30, signal);
  expect(await pages("acme", 2)).toEqual([
    [addition(5), addition(4)],
    [addition(3), addition(2)],
    [addition(1)],
  ]);
});

test("a cursor of another tenant opens nothing of theirs", async () => {
  for (const day of [1, 2]) await audit.keep(addition(day, "globex"), 30, signal);
  const { next } = await audit.page("globex", { limit: 1 }, signal);
  expect(next).not.toBeNull();
  expect(await audit.page("acme", { limit: 1, cursor: String(next) }, signal)).toEqual({
    events: [],
    next: null,
  });
});

test("the trail of nobody is empty", async () => {
  expect(await pages("acme", 10)).toEqual([[]]);
});

test("an entry that was written first stays", async () => {
  await audit.keep(addition(1), 30, signal);
  const before = await tables.all("AuditTable");
  await audit.keep(addition(1), 60, signal);
  expect(await tables.all("AuditTable")).toEqual(before);
});

test("a malformed entry is a fault", async () => {
  await tables.put("AuditTable", { tenantId: "acme", id: "2026-05-01T12:00:00.000Z#1", event: { id: "1" } });
  await expect(audit.page("acme", { limit: 1 }, signal)).rejects.toThrow(
    "an entry of the audit trail is malformed",
  );
});

test.each(["", "acme", "2026-05-01T12:00:00.000Z", "2026-05-01T12:00:00.000Z#a b", "x#1"])(
  "%j is no cursor",
  (text) => {
    expect(isAuditCursor(text)).toBe(false);
  },
);
