import { ask, type Bearer, subsIn, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
const ADMIN: Bearer = { sub: "admin" };
const NOTHING: Record<string, string> = {};
const STRANGER: Bearer = { sub: "stranger", tenantId: "globex" };

beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  await tables.put(
    "PeopleTable",
    ...memberItems("admin", { role: "admin", name: "Zoe Admin", email: "zoe@acme.example" }),
    ...memberItems("s1", { name: "Ängström", email: "anders@acme.example" }),
    ...memberItems("s2", { name: "angus young", email: "angus@acme.example", role: "viewer" }),
    ...memberItems("s3", { name: "", email: "anna@acme.example" }),
    ...memberItems("s4", { name: "Bob", email: "angela@acme.example", status: "suspended" }),
    ...memberItems("s5", { name: "Bob", email: "bob%2@acme.example" }),
    ...memberItems("s6", { name: "Gone", email: "gone@acme.example", status: "removed" }),
    ...memberItems("s7", { name: "#1 Fan", email: "fan@acme.example" }),
    ...memberItems("s8", { name: "王小明", email: "wang@acme.example" }),
    ...memberItems("s9", { name: "", email: "" }),
    ...memberItems("stranger", {
      tenantId: "globex",
      role: "admin",
      name: "Angelo",
      email: "angelo@globex.example",
    }),
    ...memberItems("other", { tenantId: "globex", name: "Angelika", email: "angelika@globex.example" }),
  );
});
afterAll(() => tables.stop());

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let members: Trigger;
  beforeAll(() => {
    members = load("api-members", tables.endpoint);
  });
  afterAll(() => members.stop());

  const list = (query: string | Record<string, string> = "", bearer = ADMIN) =>
    ask(members, "GET /members", bearer, { query });
  const subsOf = async (query: string | Record<string, string>, bearer = ADMIN) =>
    subsIn(await list(query, bearer));
  /** All pages, and how large each was. */
  const everyPage = async (query: Record<string, string>, bearer = ADMIN) => {
    const pages: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const answer = await list({ ...query, ...(cursor !== undefined && { cursor }) }, bearer);
      expect(verdictOf(answer)).toBe("200");
      pages.push(subsIn(answer));
      cursor = answer.body.next;
      expect(pages.length).toBeLessThan(50);
    }
    return pages;
  };

  test("shows everybody of the tenant by name, those without one by their address, nobody who was removed", async () => {
    const answer = await list();
    const { members: shown = [] } = answer.body;
    expect(answer).toMatchObject({
      status: 200,
      headers: { "cache-control": "no-store" },
      body: { next: null },
    });
    expect(subsIn(answer)).toEqual(["s7", "s9", "s1", "s2", "s3", "s4", "s5", "admin", "s8"]);
    expect(shown[2]).toEqual({
      sub: "s1",
      name: "Ängström",
      email: "anders@acme.example",
      role: "member",
      status: "active",
      since: "2026-01-01T00:00:00.000Z",
      version: 1,
    });
    expect(shown[1]).toMatchObject({ name: null, email: null });
  });

  test.each<[string, Record<string, string>, string[]]>([
    ["a role", { role: "viewer" }, ["s2"]],
    ["a status", { status: "suspended" }, ["s4"]],
    ["both", { role: "member", status: "active" }, ["s7", "s9", "s1", "s3", "s5", "s8"]],
    ["nobody", { role: "viewer", status: "suspended" }, []],
    ["the beginning of a name or an address", { q: "an" }, ["s1", "s2", "s3", "s4"]],
    ["an accent or none", { q: "ANGS" }, ["s1"]],
    ["an accent that the name has not", { q: "Ángus" }, ["s2"]],
    ["an accent as a sign of its own", { q: "A\u0308ngs" }, ["s1"]],
    ["an address", { q: "anders@acme.example" }, ["s1"]],
    ["an address in capitals", { q: "ANGELA@" }, ["s4"]],
    ["both a name and a role", { q: "ang", role: "viewer" }, ["s2"]],
    ["both an address and a status", { q: "ang", status: "suspended" }, ["s4"]],
    ["a percent sign", { q: "bob%" }, ["s5"]],
    ["a hash", { q: "#1" }, ["s7"]],
    ["a hash alone", { q: "#" }, ["s7"]],
    ["another script", { q: "王" }, ["s8"]],
    ["what stands behind a name inside", { q: "bob#" }, []],
    ["a sub", { q: "#s9" }, []],
    ["spaces", { q: "   " }, ["s7", "s9", "s1", "s2", "s3", "s4", "s5", "admin", "s8"]],
    ["the middle of a name", { q: "young" }, []],
    ["control characters", { q: "\u0000\u0007" }, []],
    ["more than any name has", { q: "x".repeat(5_000) }, []],
  ])("finds %s", async (__, query, expected) => {
    expect(await subsOf(query)).toEqual(expected);
    expect((await everyPage({ ...query, limit: "1" })).flat().sort()).toEqual([...expected].sort());
    expect((await everyPage({ ...query, limit: "2" })).flat().sort()).toEqual([...expected].sort());
  });

  test.each(["q=%F0%9F", "q=%", "q=%C3%28", "q=a&q=ang&limit=25&limit=1"])(
    "%s is no fault",
    async (query) => {
      expect(await list(query)).toMatchObject({ status: 200 });
    },
  );

  test("a page reads no more items than it can show", async () => {
    const read = async (query: Record<string, string>) =>
      (await everyPage(query)).map(({ length }) => length);
    for (const limit of [1, 2, 3])
      for (const query of [NOTHING, { q: "a" }, { status: "active" }, { role: "member", q: "b" }])
        for (const length of await read({ ...query, limit: String(limit) }))
          expect(length).toBeLessThanOrEqual(limit);
  });

  test.each<[string, string, string]>([
    ["limit", "limit=0", "must be a whole number from 1 to 100"],
    ["limit", "limit=101", "must be a whole number from 1 to 100"],
    ["limit", "limit=1e1", "must be a whole number from 1 to 100"],
    ["limit", "limit=", "must be a whole number from 1 to 100"],
    ["limit", "limit=-1", "must be a whole number from 1 to 100"],
    ["role", "role=owner", "must be one of viewer, member, admin"],
    ["role", "role=", "must be one of viewer, member, admin"],
    ["status", "status=removed", "must be one of active, suspended"],
    ["tenantId", "tenantId=globex", "is not a query of this route"],
    ["__proto__", "__proto__=1", "is not a query of this route"],
    ["cursor", "cursor=", "is not one that this list has answered"],
    ["cursor", "cursor=abc", "is not one that this list has answered"],
    ["cursor", `cursor=${"A".repeat(3_000)}`, "is not one that this list has answered"],
  ])("%s: %s is a mistake", async (field, query, detail) => {
    const { status, body } = await list(query);
    expect({ status, code: body.code, errors: body.errors }).toEqual({
      status: 400,
      code: "invalid-request",
      errors: [{ field, detail }],
    });
  });

  const cursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");

  test.each<[string, unknown]>([
    ["no object", [1]],
    ["a list that is none", { list: "0" }],
    ["a list before the first", { list: -1 }],
    ["half a position", { list: 0, key: "a#s1" }],
    ["an empty key", { list: 0, key: "", sub: "s1" }],
    ["an empty sub", { list: 0, key: "a", sub: "" }],
    ["a key that DynamoDB does not take", { list: 0, key: "x".repeat(1_025), sub: "s1" }],
    ["another key than a cursor has", { list: 0, key: "a", sub: "s1", tenantId: "globex" }],
    ["more lists than there are", { list: 1_000 }],
  ])("a forged cursor, %s, is a mistake and no fault", async (__, position) => {
    const answer = await list({ cursor: cursor(position) });
    expect(["200", "400 invalid-request"]).toContain(verdictOf(answer));
    for (const sub of subsIn(answer)) expect(sub).not.toMatch(/stranger|other/);
  });

  test("another tenant's cursor leads to nobody of that tenant", async () => {
    const theirs = await list({ limit: "1", q: "a" }, STRANGER);
    expect(subsIn(theirs)).toHaveLength(1);
    const ours = await list({ limit: "2", q: "a", cursor: String(theirs.body.next) });
    expect(subsIn(ours)).not.toEqual([]);
    expect(await subsOf("")).toEqual(expect.arrayContaining(subsIn(ours)));
  });

  test("another list's cursor leads to nobody who is not asked for", async () => {
    const { body } = await list({ limit: "1", q: "an" });
    for (const query of [{ role: "viewer" }, { status: "suspended" }, { q: "b" }, NOTHING]) {
      const answer = await list({ ...query, cursor: String(body.next) });
      expect(["200", "400 invalid-request"]).toContain(verdictOf(answer));
      const all = await subsOf(query);
      for (const sub of subsIn(answer)) expect(all).toContain(sub);
    }
  });

  test("each tenant sees its own", async () => {
    expect(await subsOf("", STRANGER)).toEqual(["other", "stranger"]);
    expect(await subsOf({ q: "an" }, STRANGER)).toEqual(["other", "stranger"]);
  });

  test("an operator sees any tenant's, and another's admin none but their own", async () => {
    const of = (tenantId: string, bearer: Bearer) =>
      ask(members, "GET /tenants/{tenantId}/members", bearer, { path: { tenantId } });
    await tables.put("PeopleTable", ...memberItems("operator", { tenantId: "platform", role: "viewer" }));
    const operator: Bearer = { sub: "operator", tenantId: "platform", role: "viewer" };
    expect(subsIn(await of("globex", operator))).toEqual(["other", "stranger"]);
    expect(verdictOf(await of("nowhere", operator))).toBe("404 not-found");
    expect(verdictOf(await of("platform", operator))).toBe("404 not-found");
    expect(verdictOf(await of("GLOBEX", operator))).toBe("404 not-found");
    expect(verdictOf(await of("globex", ADMIN))).toBe("403 insufficient-scope");
    const claimed = { ...ADMIN, claims: { scope: "api/tenants.read api/tenants.manage" } };
    expect(verdictOf(await of("globex", claimed))).toBe("403 refused");
    expect(verdictOf(await of("acme", claimed))).toBe("403 refused");
  });
});
