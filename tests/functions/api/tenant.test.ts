import { ask, type Bearer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { ACME, GLOBEX } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
const ADMIN: Bearer = { sub: "admin" };

beforeAll(async () => {
  tables = await startTables();
  await tables.put("PeopleTable", ...memberItems("admin", { role: "admin" }));
});
afterAll(() => tables.stop());
beforeEach(() => tables.put("TenantsTable", { ...ACME, version: 3 }, { ...GLOBEX, version: 1 }));

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let tenant: Trigger;
  beforeAll(() => {
    tenant = load("api-tenant", tables.endpoint);
  });
  afterAll(() => tenant.stop());

  const read = () => ask(tenant, "GET /tenant", ADMIN);
  const patch = (body: unknown, version?: number) =>
    ask(tenant, "PATCH /tenant", ADMIN, { body, ...(version !== undefined && { version }) });

  test("is shown with its version as the entity tag", async () => {
    expect(await read()).toMatchObject({
      status: 200,
      headers: { etag: '"3"' },
      body: {
        tenantId: "acme",
        name: "Acme",
        status: "active",
        defaultRole: "member",
        brand: null,
        version: 3,
      },
    });
  });

  test("is changed, and says who has changed it", async () => {
    const brand = { name: "Acme Cloud", colour: "#0055aa", supportUrl: "https://help.acme.example/" };
    const answer = await patch({ name: "Acme Corporation", defaultRole: "viewer", brand }, 3);
    expect(answer).toMatchObject({
      status: 200,
      headers: { etag: '"4"' },
      body: { name: "Acme Corporation", defaultRole: "viewer", brand, status: "active", version: 4 },
    });
    expect((await read()).body).toEqual(answer.body);
    expect(await tables.get("TenantsTable", { id: "tenant#acme" })).toMatchObject({
      changedBy: { kind: "person", id: "admin" },
    });
    expect((await patch({ brand: null }, 4)).body).toMatchObject({ brand: null, version: 5 });
    expect(await tables.get("TenantsTable", { id: "tenant#globex" })).toEqual({ ...GLOBEX, version: 1 });
  });

  test("is changed by whoever has seen it as it is", async () => {
    expect(verdictOf(await patch({ name: "New" }))).toBe("428 version-missing");
    expect(verdictOf(await patch({ name: "New" }, 2))).toBe("412 stale-version");
    const answers = await Promise.all([patch({ name: "One" }, 3), patch({ name: "Other" }, 3)]);
    expect(answers.map(verdictOf).sort()).toEqual(["200", "412 stale-version"]);
  });

  test.each<[string, unknown]>([
    ["nothing", {}],
    ["an empty name", { name: "" }],
    ["a name of spaces", { name: "  " }],
    ["a name with spaces around it", { name: " Acme" }],
    ["a name of two lines", { name: "Acme\nInc." }],
    ["a name that turns its direction", { name: "Acme\u202e" }],
    ["a long name", { name: "a".repeat(101) }],
    ["a name of another type", { name: ["Acme"] }],
    ["no name", { name: null }],
    ["a role that there is not", { defaultRole: "owner" }],
    ["a suspension", { status: "suspended" }],
    ["another id", { tenantId: "globex", name: "Globex" }],
    ["a brand without a name", { brand: {} }],
    ["a brand that is a text", { brand: "Acme" }],
    ["a brand with more than a brand has", { brand: { name: "Acme", logo: "https://acme.example/logo" } }],
    ["a brand with a placeholder in its name", { brand: { name: "{username}" } }],
    ["a brand with markup in its name", { brand: { name: "<b>Acme</b>" } }],
    ["a brand with a long name", { brand: { name: "a".repeat(41) } }],
    ["a colour that is a word", { brand: { name: "Acme", colour: "blue" } }],
    ["a colour under which white words cannot be read", { brand: { name: "Acme", colour: "#ffcc00" } }],
    [
      "an address for help that is not encrypted",
      { brand: { name: "Acme", supportUrl: "http://acme.example/" } },
    ],
    ["an address for help that is a script", { brand: { name: "Acme", supportUrl: "javascript:alert(1)" } }],
    [
      "an address for help that hides its host",
      { brand: { name: "Acme", supportUrl: "https://acme.example@evil.example/" } },
    ],
  ])("%s is refused", async (__, body) => {
    expect(verdictOf(await patch(body, 3))).toBe("400 invalid-request");
    expect(await tables.get("TenantsTable", { id: "tenant#acme" })).toEqual({ ...ACME, version: 3 });
  });
});
