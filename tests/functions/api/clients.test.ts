import { ask, type Bearer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { MACHINE, putTenants, WEB } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
  await tables.put("PeopleTable", ...memberItems("operator", { tenantId: "platform", role: "admin" }));
});
afterEach(() => tables.stop());

const OPERATOR: Bearer = { sub: "operator", tenantId: "platform", role: "admin" };
const AGENT = { name: "Agent", kind: "foreign", scopes: ["api/members.read"] };

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let clients: Trigger;
  beforeEach(() => {
    clients = load("api-clients", tables.endpoint);
  });
  afterEach(() => clients.stop());

  const on = (route: string, clientId: string, sent: { body?: unknown; version?: number } = {}) =>
    ask(clients, `${route} /clients/{clientId}`, OPERATOR, { path: { clientId }, ...sent });

  test("a client is registered, changed by its version, and released", async () => {
    const registered = await on("PUT", "3agent", { body: AGENT, version: 0 });
    expect([registered.status, registered.headers.etag, registered.body]).toEqual([
      201,
      '"1"',
      {
        clientId: "3agent",
        ...AGENT,
        tenantId: null,
        managedBy: "operator",
        status: "registered",
        version: 1,
      },
    ]);
    expect(verdictOf(await on("PUT", "3agent", { body: AGENT }))).toBe("428 version-missing");
    expect(verdictOf(await on("PUT", "3agent", { body: AGENT, version: 0 }))).toBe("412 stale-version");
    const changed = await on("PUT", "3agent", { body: { ...AGENT, scopes: [] }, version: 1 });
    expect([changed.status, changed.body]).toEqual([
      200,
      expect.objectContaining({ scopes: [], version: 2 }),
    ]);
    expect(verdictOf(await on("DELETE", "3agent", { version: 1 }))).toBe("412 stale-version");
    expect(verdictOf(await on("DELETE", "3agent", { version: 2 }))).toBe("204");
    expect(verdictOf(await on("DELETE", "3agent", { version: 3 }))).toBe("204");
    expect((await on("GET", "3agent")).body).toMatchObject({ status: "released", version: 3 });
    expect(await tables.get("TenantsTable", { id: "client#3agent" })).toMatchObject({
      changedBy: { kind: "operator", id: "operator" },
    });
  });

  test("two changes at once have one winner", async () => {
    await on("PUT", "3agent", { body: AGENT, version: 0 });
    const changes = ["A", "B", "C"].map((name) =>
      on("PUT", "3agent", { body: { ...AGENT, name }, version: 1 }),
    );
    expect((await Promise.all(changes)).map(verdictOf).sort()).toEqual([
      "200",
      "412 stale-version",
      "412 stale-version",
    ]);
  });

  test("the list has pages, and none that was released", async () => {
    await on("DELETE", MACHINE, { version: 1 });
    await on("PUT", "3agent", { body: AGENT, version: 0 });
    const first = await ask(clients, "GET /clients", OPERATOR, { query: { limit: "1" } });
    const query = { limit: "1", cursor: String(first.body.next) };
    const second = await ask(clients, "GET /clients", OPERATOR, { query });
    expect([first, second].flatMap(({ body }) => body.clients)).toMatchObject([
      { clientId: "3agent" },
      { clientId: WEB },
    ]);
  });

  test.each([
    [{}],
    [{ ...AGENT, name: " " }],
    [{ ...AGENT, name: "x".repeat(129) }],
    [{ ...AGENT, kind: "other" }],
    [{ ...AGENT, scopes: "api/members.read" }],
    [{ ...AGENT, scopes: ["a b"] }],
    [{ ...AGENT, scopes: Array.from({ length: 51 }, (_, index) => `s${index}`) }],
    [{ ...AGENT, tenantId: "acme" }],
    [{ ...AGENT, kind: "own" }],
    [{ ...AGENT, kind: "machine" }],
    [{ ...AGENT, kind: "machine", tenantId: "Acme" }],
    [{ ...AGENT, kind: "machine", tenantId: "unknown" }],
    [{ ...AGENT, managedBy: "stack" }],
  ])("%j is no registration", async (body) => {
    expect(verdictOf(await on("PUT", "3agent", { body, version: 0 }))).toBe("400 invalid-request");
    expect(await tables.get("TenantsTable", { id: "client#3agent" })).toBeUndefined();
  });

  test.each(["", "a b", "x".repeat(200), "../x"])("nothing is called %j", async (clientId) => {
    for (const route of ["GET", "DELETE"])
      expect(verdictOf(await on(route, clientId, { version: 1 }))).toBe("404 not-found");
  });

  test("nothing that is not registered is released", async () => {
    expect(verdictOf(await on("DELETE", "3agent", { version: 0 }))).toBe("404 not-found");
  });
});
