import { auditTable } from "../../shared/events/audit-table";
import type { DomainEvent } from "../../shared/events/domain-event";
import { ADA, GRACE } from "../harness/people";
import { type LocalStage, nameOf, startLocalStage } from "./harness/local-stage";

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
});
afterEach(() => stage.stop());

const EVENTS: readonly DomainEvent[] = [
  {
    id: "a1-1",
    version: "1",
    time: "2026-05-01T12:00:00.000Z",
    type: "membership.role-changed",
    tenantId: "acme",
    actor: { kind: "person", id: GRACE },
    subject: { sub: ADA, tenantId: "acme" },
    from: { role: "member" },
    to: { role: "admin" },
  },
  {
    id: "a2-1",
    version: "1",
    time: "2026-05-02T12:00:00.000Z",
    type: "client.registered",
    tenantId: "acme",
    actor: { kind: "command", id: "tenants:register-client" },
    subject: { clientId: "2machine" },
    to: { kind: "machine", scopes: null },
  },
];

const keep = async (events: readonly DomainEvent[]) => {
  const audit = auditTable(stage.client, nameOf("AuditTable"));
  for (const event of events) await audit.keep(event, 30, new AbortController().signal);
};

const printed = async (...words: string[]) => (await stage.run("audit:show", ...words)).out.split("\n");

test("shows what has happened in a tenant, the newest first", async () => {
  await keep(EVENTS);
  expect(await printed("--tenant", "acme")).toEqual([
    "2026-05-02T12:00:00.000Z client.registered by command tenants:register-client: clientId 2machine, " +
      "kind is machine, scopes is not limited",
    `2026-05-01T12:00:00.000Z membership.role-changed by person ${GRACE}: sub ${ADA}, tenantId acme, ` +
      "role was member, role is admin",
  ]);
});

test("shows clients to operators as well, and nothing else of a tenant", async () => {
  await keep(EVENTS);
  const lines = await printed("--tenant", "platform");
  expect(lines).toEqual([expect.stringContaining("client.registered")]);
});

test("shows no more than it is asked for, and says that there is more", async () => {
  await keep(EVENTS);
  expect(await printed("--tenant", "acme", "--limit", "1")).toEqual([
    expect.stringContaining("client.registered"),
    "There are older entries: see --limit.",
  ]);
});

test("prints the events as they are", async () => {
  await keep(EVENTS);
  const { out } = await stage.run("audit:show", "--tenant", "acme", "--json");
  expect(JSON.parse(out)).toEqual([...EVENTS].reverse());
});

test("says when there is nothing", async () => {
  expect(await printed("--tenant", "acme")).toEqual(["Nothing is known to have happened in acme."]);
});

test.each([
  [["--tenant", "Acme Ltd"], "is not a tenant id"],
  [["--tenant", "acme", "--limit", "0"], "--limit takes a whole number from 1 to 999"],
  [[], "--tenant"],
])("refuses %j", async (words, mistake) => {
  const { code, err } = await stage.run("audit:show", ...words);
  expect([code === 0, err]).toEqual([false, expect.stringContaining(mistake)]);
});
