import { auditTable } from "../../../shared/events/audit-table";
import type { DomainEvent } from "../../../shared/events/domain-event";
import { ask, type Bearer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
const ADMIN: Bearer = { sub: "admin" };
const OPERATOR: Bearer = { sub: "operator", tenantId: "platform", role: "viewer" };

const envelope = (id: string, day: number, sub: string) =>
  ({
    id,
    version: "1",
    time: `2026-05-${String(day).padStart(2, "0")}T00:00:00.000Z`,
    actor: { kind: sub === "operator" ? "operator" : "person", id: sub },
  }) as const;

const EVENTS: readonly DomainEvent[] = [
  {
    ...envelope("e1", 1, "admin"),
    type: "membership.added",
    tenantId: "acme",
    subject: { sub: "ada", tenantId: "acme" },
    to: { role: "member" },
  },
  {
    ...envelope("e2", 2, "admin"),
    type: "membership.role-changed",
    tenantId: "acme",
    subject: { sub: "ada", tenantId: "acme" },
    from: { role: "member" },
    to: { role: "viewer" },
  },
  {
    ...envelope("e3", 3, "operator"),
    type: "membership.removed",
    tenantId: "acme",
    subject: { sub: "gone", tenantId: "acme" },
    from: { role: "member" },
  },
  {
    ...envelope("e4", 4, "erased"),
    type: "invitation.accepted",
    tenantId: "acme",
    subject: { invitationId: "i1", tenantId: "acme", sub: "erased" },
  },
  {
    ...envelope("e5", 5, "stranger"),
    type: "membership.added",
    tenantId: "globex",
    subject: { sub: "stranger", tenantId: "globex" },
    to: { role: "admin" },
  },
  {
    ...envelope("e6", 6, "operator"),
    type: "person.suspended",
    tenantId: null,
    subject: { sub: "stranger" },
    from: { status: "active" },
    to: { status: "suspended" },
  },
];

beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  const erased = {
    sub: "erased",
    item: "profile",
    status: "removed",
    activeTenant: "acme",
    origin: "sign-up",
    createdAt: "2026-01-01T00:00:00.000Z",
  };
  await tables.put(
    "PeopleTable",
    ...memberItems("admin", { role: "admin", name: "Zoe" }),
    ...memberItems("ada", { name: "Ada" }),
    ...memberItems("gone", { name: "Gil", status: "removed" }),
    ...memberItems("erased", { status: "removed" }).slice(1),
    erased,
    ...memberItems("stranger", { name: "Stan", tenantId: "globex", role: "admin" }),
    ...memberItems("operator", { name: "Olga", tenantId: "platform", role: "viewer" }),
  );
  const trail = auditTable(tables.client, "AuditTable");
  for (const event of EVENTS) await trail.keep(event, 365, new AbortController().signal);
});
afterAll(() => tables.stop());

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let audit: Trigger;
  beforeAll(() => {
    audit = load("api-audit", tables.endpoint);
  });
  afterAll(() => audit.stop());

  const read = (bearer = ADMIN, query = "") => ask(audit, "GET /audit", bearer, { query });
  const readOf = (tenantId: string, bearer: Bearer) =>
    ask(audit, "GET /tenants/{tenantId}/audit", bearer, { path: { tenantId } });
  const idsIn = ({ body }: Awaited<ReturnType<typeof read>>) =>
    (body.entries as { id: string }[]).map(({ id }) => id);

  test("tells an admin what has happened in the tenant, the newest first, with the names of its people", async () => {
    const answer = await read();
    expect(idsIn(answer)).toEqual(["e4", "e3", "e2", "e1"]);
    expect(answer.body.next).toBeNull();
    expect(answer.body.entries).toMatchObject([
      { actor: { kind: "person", id: "erased" }, subject: { invitationId: "i1" }, from: null, to: null },
      { actor: { kind: "operator", id: "operator" }, subject: { sub: "gone", name: "Gil" } },
      {
        id: "e2",
        time: "2026-05-02T00:00:00.000Z",
        type: "membership.role-changed",
        actor: { kind: "person", id: "admin", name: "Zoe" },
        subject: { sub: "ada", tenantId: "acme", name: "Ada" },
        from: { role: "member" },
        to: { role: "viewer" },
      },
      { to: { role: "member" }, from: null },
    ]);
    // Neither who was erased nor who was never here has a name.
    expect(JSON.stringify(answer.body)).not.toMatch(/Olga|erased@|expiresAt/);
  });

  test("whoever has left has no address there, which may be one of today", async () => {
    await tables.put(
      "PeopleTable",
      ...memberItems("gone", { name: "", email: "gil@globex.example", status: "removed" }),
    );
    expect(JSON.stringify((await read()).body)).not.toContain("gil@globex.example");
    await tables.put("PeopleTable", ...memberItems("gone", { name: "Gil", status: "removed" }));
  });

  test("comes in pages", async () => {
    const ids: string[] = [];
    for (let cursor = ""; ; ) {
      const answer = await read(ADMIN, `limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
      expect(idsIn(answer).length).toBeLessThanOrEqual(1);
      ids.push(...idsIn(answer));
      if (answer.body.next === null) break;
      cursor = String(answer.body.next);
    }
    expect(ids).toEqual(["e4", "e3", "e2", "e1"]);
  });

  test("another tenant's cursor shows nothing of that tenant", async () => {
    const { body } = await read({ sub: "stranger", tenantId: "globex" }, "limit=1");
    const cursor = body.next ?? Buffer.from('{"before":"2026-05-05T00:00:00.000Z#e5"}').toString("base64url");
    expect(idsIn(await read(ADMIN, `cursor=${cursor}`))).toEqual(["e4", "e3", "e2", "e1"]);
  });

  test.each([
    "limit=0",
    "limit=101",
    "type=person.created",
    "cursor=abc",
    "cursor=",
    `cursor=${Buffer.from('{"before":"x"}').toString("base64url")}`,
    `cursor=${Buffer.from('{"before":7}').toString("base64url")}`,
    `cursor=${Buffer.from(`{"before":"2026-05-05T00:00:00.000Z#${"e".repeat(2_000)}"}`).toString("base64url")}`,
  ])("%s is a mistake", async (query) => {
    expect(verdictOf(await read(ADMIN, query))).toBe("400 invalid-request");
  });

  test("an operator reads that of the platform and of any tenant, with everybody's name", async () => {
    const own = await read(OPERATOR);
    expect(own.body.entries).toMatchObject([
      { id: "e6", actor: { name: "Olga" }, subject: { sub: "stranger", name: "Stan" } },
    ]);
    expect(idsIn(await readOf("globex", OPERATOR))).toEqual(["e5"]);
    expect((await readOf("acme", OPERATOR)).body.entries).toContainEqual(
      expect.objectContaining({ id: "e3", actor: { kind: "operator", id: "operator", name: "Olga" } }),
    );
    expect(verdictOf(await readOf("nowhere", OPERATOR))).toBe("404 not-found");
    expect(verdictOf(await readOf("globex", ADMIN))).toBe("403 insufficient-scope");
    expect(verdictOf(await read({ sub: "ada", role: "member" }))).toBe("403 insufficient-scope");
  });
});
