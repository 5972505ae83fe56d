import { ask, type Bearer, type FunctionAnswer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { exclusion, holdersOf, invitation, putTenants } from "../../harness/people";
import { startServer, type TestServer } from "../../harness/server";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
let pool: TestServer;
/** What was asked of the pool, in order: the operation and the user's name. */
let asked: string[] = [];
/** The users that the pool has: their subs by their names. */
let users: Map<string, string>;

beforeAll(async () => {
  pool = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { Username } = JSON.parse(Buffer.concat(chunks).toString());
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      asked.push(`${operation} ${Username}`);
      const sub = users.get(Username);
      response.writeHead(sub === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      if (sub === undefined) {
        response.end(JSON.stringify({ __type: "UserNotFoundException", message: "no" }));
        return;
      }
      if (operation === "AdminDeleteUser") users.delete(Username);
      const UserAttributes = [{ Name: "sub", Value: sub }];
      response.end(
        JSON.stringify(operation === "AdminGetUser" ? { Username, Enabled: true, UserAttributes } : {}),
      );
    });
  });
});
afterAll(() => pool.stop());

const people = (sub: string, given?: Parameters<typeof memberItems>[1]) => {
  const items = memberItems(sub, given);
  return [...items, ...items.flatMap(holdersOf)];
};

beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
  asked = [];
  users = new Map(
    ["ada", "Partner_77", "operator"].map((name) => [name, name === "Partner_77" ? "fed" : name]),
  );
  await tables.put(
    "PeopleTable",
    ...people("operator", { tenantId: "platform", role: "admin", email: "olga@operators.example" }),
    ...people("ada"),
    ...memberItems("ada", { tenantId: "globex", role: "admin", version: 3 }).slice(1),
    ...people("fed", { email: "fed@partner.example" }).map((item) =>
      item.item === "profile" ? { ...item, federatedAs: "Partner_77", emailVerified: false } : item,
    ),
  );
  await tables.put("InvitationsTable", invitation({ email: "ada@acme.example", tenantId: "globex" }));
  await tables.put("LegacyUsersTable", { login: "ada@acme.example", legacyId: "1", hash: "x" });
});
afterEach(() => tables.stop());

const OPERATOR: Bearer = { sub: "operator", tenantId: "platform", role: "admin" };
const profileOf = (sub: string) => tables.get("PeopleTable", { sub, item: "profile" });

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let fn: Trigger;
  beforeEach(() => {
    fn = load("api-people", tables.endpoint, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint });
  });
  afterEach(() => fn.stop());

  const find = (query: string | Record<string, string>) => ask(fn, "GET /people", OPERATOR, { query });
  const read = (sub: string) => ask(fn, "GET /people/{sub}", OPERATOR, { path: { sub } });
  const make = (verb: "suspend" | "restore" | "erase", sub: string, bearer = OPERATOR) =>
    ask(fn, `POST /people/{sub}/${verb}`, bearer, { path: { sub } });
  const found = ({ body }: FunctionAnswer) => (body.people as { sub: string }[]).map(({ sub }) => sub);

  test("somebody is seen with the memberships of all tenants", async () => {
    expect((await read("ada")).body).toEqual({
      sub: "ada",
      status: "active",
      name: "ada",
      email: "ada@acme.example",
      emailVerified: true,
      locale: null,
      origin: "sign-up",
      activeTenant: "acme",
      createdAt: "2026-01-01T00:00:00.000Z",
      lastSignInAt: null,
      removedAt: null,
      addresses: ["ada@acme.example"],
      accounts: [],
      memberships: ["acme", "globex"].map((tenantId) => ({
        tenantId,
        role: tenantId === "acme" ? "member" : "admin",
        status: "active",
        since: "2026-01-01T00:00:00.000Z",
        version: tenantId === "acme" ? 1 : 3,
      })),
      exclusions: [],
      others: [],
    });
  });

  test("people are found by the mailbox of an address, and of somebody erased the exclusion", async () => {
    await tables.put("PeopleTable", ...people("ada2", { email: "ada+shop@acme.example" }));
    expect(found(await find({ address: "Ada+news@Acme.example" })).sort()).toEqual(["ada", "ada2"]);
    expect((await read("ada")).body.others).toEqual([{ sub: "ada2", status: "active", emailVerified: true }]);
    await tables.put("PeopleTable", exclusion("removed", "2026-02-01T00:00:00.000Z", "gone@acme.example"));
    expect((await find({ address: "gone@acme.example" })).body).toEqual({
      people: [],
      exclusions: [{ status: "removed", since: "2026-02-01T00:00:00.000Z", tenantId: null }],
    });
  });

  test.each([
    "",
    "address=",
    "address=ada",
    "address=%C3%A4@acme.example",
    "address=a@b.example&x=1",
    "q=ada",
  ])("nobody is searched for by %j", async (query) => {
    expect(verdictOf(await find(query))).toBe("400 invalid-request");
  });

  test.each(["nobody", "", "mark#1", "x".repeat(100), "../ada"])("there is no %.20s", async (sub) => {
    expect(verdictOf(await read(sub))).toBe("404 not-found");
    for (const verb of ["suspend", "restore", "erase"] as const)
      expect(verdictOf(await make(verb, sub))).toBe("404 not-found");
  });

  test("somebody is suspended with their sessions, restored, and each may be repeated", async () => {
    const suspended = await make("suspend", "ada");
    expect(suspended.body).toMatchObject({
      status: "suspended",
      exclusions: [{ of: "address ada@acme.example", status: "suspended", tenantId: null }],
    });
    expect(asked).toEqual(["AdminUserGlobalSignOut ada"]);
    expect((await make("suspend", "ada")).body).toEqual(suspended.body);
    expect(await profileOf("ada")).toMatchObject({ changedBy: { kind: "operator", id: "operator" } });
    for (let turn = 0; turn < 2; turn += 1)
      expect((await make("restore", "ada")).body).toMatchObject({ status: "active", exclusions: [] });
  });

  test("somebody whose status nobody knows is not restored, and not said to be removed", async () => {
    const profile = await profileOf("ada");
    await tables.put("PeopleTable", { ...profile, status: "archived" });
    const answer = await make("restore", "ada");
    expect(verdictOf(answer)).toBe("409 conflict");
    expect(answer.body.detail).toMatch(/status that is not known/);
    expect(await profileOf("ada")).toMatchObject({ status: "archived" });
  });

  test("somebody is erased with their user in the pool, and it may be repeated", async () => {
    const erased = await make("erase", "ada");
    expect(erased.body).toMatchObject({ status: "removed", name: null, email: null, memberships: [] });
    expect(users.has("ada")).toBe(false);
    expect(await tables.all("LegacyUsersTable")).toEqual([]);
    expect(await tables.all("InvitationsTable")).toEqual([]);
    expect((await make("erase", "ada")).body).toEqual(erased.body);
    expect(verdictOf(await make("suspend", "ada"))).toBe("409 conflict");
    expect(verdictOf(await make("restore", "ada"))).toBe("409 conflict");
    expect((await find({ address: "ada@acme.example" })).body).toMatchObject({
      people: [],
      exclusions: [{ status: "removed" }],
    });
  });

  test("somebody who comes through a provider is deleted by their name there", async () => {
    await make("erase", "fed");
    expect(asked).toEqual(["AdminGetUser Partner_77", "AdminDeleteUser Partner_77"]);
    expect(JSON.stringify(await tables.all("PeopleTable"))).not.toContain("partner.example");
  });

  describe("the last operator", () => {
    test.each(["suspend", "erase"] as const)("cannot %s themselves", async (verb) => {
      expect(verdictOf(await make(verb, "operator"))).toBe("409 last-admin");
      expect(await profileOf("operator")).toMatchObject({ status: "active" });
      expect(users.has("operator")).toBe(true);
    });

    test.each([
      ["looks only", { role: "viewer" }],
      ["is suspended there", { role: "admin", status: "suspended" }],
      ["was removed", { role: "admin", status: "removed" }],
    ] as const)("is not relieved by one who %s", async (_, given) => {
      await tables.put("PeopleTable", ...people("second", { tenantId: "platform", ...given }));
      expect(verdictOf(await make("suspend", "operator"))).toBe("409 last-admin");
    });

    test("is relieved by another", async () => {
      await tables.put("PeopleTable", ...people("second", { tenantId: "platform", role: "admin" }));
      expect(verdictOf(await make("suspend", "operator"))).toBe("200");
      const second: Bearer = { ...OPERATOR, sub: "second" };
      expect(verdictOf(await make("suspend", "second", second))).toBe("409 last-admin");
    });

    test("is one of two who suspend each other at once", async () => {
      const second: Bearer = { ...OPERATOR, sub: "second" };
      for (let round = 0; round < 10; round += 1) {
        await tables.put(
          "PeopleTable",
          ...people("operator", { tenantId: "platform", role: "admin", email: "olga@operators.example" }),
          ...people("second", { tenantId: "platform", role: "admin" }),
        );
        await Promise.all([make("suspend", "second"), make("suspend", "operator", second)]);
        const both = await Promise.all(["operator", "second"].map(profileOf));
        expect(both.map((profile) => profile?.status).sort()).toEqual(["active", "suspended"]);
      }
    });
  });
});
