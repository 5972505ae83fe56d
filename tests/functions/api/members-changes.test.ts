import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark } from "../../../shared/people/marks";
import { ask, type Bearer, type FunctionAnswer, subsIn, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { client, putTenants } from "../../harness/people";
import { startServer, type TestServer } from "../../harness/server";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
let pool: TestServer;
/** Whose sessions were ended, in order; a pool that is "down" ends none. */
let signedOut: string[] = [];
let poolError: string | undefined;

beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  pool = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { Username, UserPoolId } = JSON.parse(Buffer.concat(chunks).toString());
      expect([request.headers["x-amz-target"], UserPoolId]).toEqual([
        "AWSCognitoIdentityProviderService.AdminUserGlobalSignOut",
        "CognitoUserPoolUsers",
      ]);
      signedOut.push(Username);
      response.writeHead(poolError === undefined ? 200 : 400, {
        "content-type": "application/x-amz-json-1.1",
      });
      response.end(JSON.stringify(poolError === undefined ? {} : { __type: poolError, message: "no" }));
    });
  });
});
afterAll(async () => {
  await tables.stop();
  await pool.stop();
});

const ADMIN: Bearer = { sub: "admin" };
const SECOND: Bearer = { sub: "second" };

const membership = (sub: string, tenantId = "acme") =>
  tables.get("PeopleTable", { sub, item: `tenant#${tenantId}` });

/** Everybody anew. */
beforeEach(async () => {
  signedOut = [];
  poolError = undefined;
  const { table } = { table: "PeopleTable" };
  await tables.put(
    table,
    ...memberItems("admin", { role: "admin" }),
    ...memberItems("second", { role: "admin" }),
    ...memberItems("ada"),
    ...memberItems("kurt", { status: "suspended", version: 4 }),
    ...memberItems("gone", { status: "removed", version: 7 }),
    ...memberItems("stranger", { tenantId: "globex", role: "admin" }),
    ...memberItems("federated", { email: "fed@partner.example" }).map((item) =>
      item.item === "profile" ? { ...item, federatedAs: "Partner_77", emailVerified: false } : item,
    ),
  );
  const exclusions = exclusionsTable(tables.client, table);
  const { signal } = new AbortController();
  for (const address of [
    "ada@acme.example",
    "kurt@acme.example",
    "admin@acme.example",
    "second@acme.example",
  ])
    for (const tenantId of ["acme", "globex", undefined])
      await exclusions.lift(emailMark(address), tenantId, signal);
});

const exclusionsOf = async (address: string) =>
  exclusionsTable(tables.client, "PeopleTable").find([emailMark(address)], new AbortController().signal);

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let members: Trigger;
  let memberships: Trigger;
  beforeAll(() => {
    const cognito = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint };
    members = load("api-members", tables.endpoint, cognito);
    memberships = load("api-memberships", tables.endpoint, cognito);
  });
  afterAll(async () => {
    await members.stop();
    await memberships.stop();
  });

  const patch = (sub: string, body: unknown, version: number | undefined, bearer = ADMIN) =>
    ask(members, "PATCH /members/{sub}", bearer, {
      path: { sub },
      body,
      ...(version !== undefined && { version }),
    });
  const remove = (sub: string, version: number | undefined, bearer = ADMIN) =>
    ask(members, "DELETE /members/{sub}", bearer, {
      path: { sub },
      ...(version !== undefined && { version }),
    });
  const read = (sub: string, bearer = ADMIN) => ask(members, "GET /members/{sub}", bearer, { path: { sub } });
  const leave = (bearer: Bearer, tenantId = "acme") =>
    ask(memberships, "DELETE /memberships/{tenantId}", bearer, { path: { tenantId } });

  describe("one member", () => {
    test("is shown with what the list leaves out, and the version as the entity tag", async () => {
      expect(await read("ada")).toMatchObject({
        status: 200,
        headers: { etag: '"1"' },
        body: {
          sub: "ada",
          name: "ada",
          email: "ada@acme.example",
          role: "member",
          status: "active",
          since: "2026-01-01T00:00:00.000Z",
          version: 1,
          emailVerified: true,
          lastSignInAt: null,
          personStatus: "active",
        },
      });
    });

    test.each(["gone", "stranger", "nobody", "mark#abc", "..", "%", "a".repeat(65), ""])(
      "%s is nobody of this tenant",
      async (sub) => {
        expect(verdictOf(await read(sub))).toBe("404 not-found");
        expect(verdictOf(await patch(sub, { role: "admin" }, 1))).toBe("404 not-found");
        expect(verdictOf(await remove(sub, 1))).toBe(sub === "gone" ? "204" : "404 not-found");
      },
    );
  });

  describe("which version is changed", () => {
    const change = (headers: Record<string, string>) =>
      ask(members, "PATCH /members/{sub}", ADMIN, {
        path: { sub: "ada" },
        body: { role: "viewer" },
        headers,
      });

    test.each<[string, Record<string, string>, string]>([
      ["none", {}, "428 version-missing"],
      ["a number without quotes", { "if-match": "1" }, "400 invalid-request"],
      ["a weak tag", { "if-match": 'W/"1"' }, "400 invalid-request"],
      ["any version", { "if-match": "*" }, "400 invalid-request"],
      ["two versions", { "if-match": '"1", "2"' }, "400 invalid-request"],
      ["text", { "if-match": '"abc"' }, "400 invalid-request"],
      ["nothing", { "if-match": "" }, "400 invalid-request"],
      ["a huge number", { "if-match": '"9999999999999999"' }, "400 invalid-request"],
      ["an earlier one", { "if-match": '"0"' }, "412 stale-version"],
      ["a later one", { "if-match": '"2"' }, "412 stale-version"],
      ["the present one", { "if-match": '"1"' }, "200"],
      ["the present one, with a header in capitals", { "IF-MATCH": '"1"' }, "200"],
    ])("%s", async (__, headers, expected) => {
      expect(verdictOf(await change(headers))).toBe(expected);
      expect(await membership("ada")).toMatchObject(
        expected === "200" ? { role: "viewer", version: 2 } : { role: "member", version: 1 },
      );
    });
  });

  test.each<[string, unknown, string]>([
    ["nothing", {}, "400 invalid-request"],
    ["no object", [], "400 invalid-request"],
    ["no JSON", "{", "400 invalid-request"],
    ["a role that there is not", { role: "owner" }, "400 invalid-request"],
    ["a role of another type", { role: ["admin"] }, "400 invalid-request"],
    ["no role", { role: null }, "400 invalid-request"],
    ["a removal", { status: "removed" }, "400 invalid-request"],
    ["a tenant", { role: "viewer", tenantId: "globex" }, "400 invalid-request"],
    ["a version", { role: "viewer", version: 9 }, "400 invalid-request"],
    ["a name", { name: "Ada" }, "400 invalid-request"],
    ["a prototype", '{"__proto__":{"role":"admin"}}', "400 invalid-request"],
  ])("a change of %s is refused", async (__, body, expected) => {
    expect(verdictOf(await patch("ada", body, 1))).toBe(expected);
    expect(await membership("ada")).toMatchObject({ role: "member", status: "active", version: 1 });
  });

  describe("what becomes of a member", () => {
    test("more rights end no session, fewer do; every change says who made it", async () => {
      expect(await patch("ada", { role: "admin" }, 1)).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
        body: { sub: "ada", role: "admin", status: "active", version: 2 },
      });
      expect(signedOut).toEqual([]);
      await patch("ada", { role: "viewer" }, 2);
      expect(signedOut).toEqual(["ada"]);
      expect(await membership("ada")).toMatchObject({
        role: "viewer",
        version: 3,
        changedBy: { kind: "person", id: "admin" },
        place: "acme#viewer#active",
      });
    });

    test("a suspension keeps their marks out, and reinstating lets them in again", async () => {
      expect((await patch("ada", { status: "suspended" }, 1)).body).toMatchObject({
        status: "suspended",
        version: 2,
      });
      expect(signedOut).toEqual(["ada"]);
      expect(await exclusionsOf("ada@acme.example")).toMatchObject([
        { status: "suspended", tenantId: "acme" },
      ]);
      expect(subsIn(await ask(members, "GET /members", ADMIN, { query: "status=suspended" }))).toEqual([
        "ada",
        "kurt",
      ]);
      expect((await patch("ada", { status: "active" }, 2)).body).toMatchObject({
        status: "active",
        version: 3,
      });
      expect(await exclusionsOf("ada@acme.example")).toEqual([]);
    });

    test("reinstating lifts no exclusion but the tenant's own", async () => {
      const exclusions = exclusionsTable(tables.client, "PeopleTable");
      const context = {
        now: new Date(),
        signal: new AbortController().signal,
        by: { kind: "command", id: "people:suspend" },
      } as const;
      const since = "2026-02-01T00:00:00.000Z";
      for (const tenantId of ["acme", "globex", undefined])
        await exclusions.exclude(
          emailMark("kurt@acme.example"),
          { status: "suspended", since, ...(tenantId !== undefined && { tenantId }) },
          context,
        );
      await patch("kurt", { status: "active" }, 4);
      expect((await exclusionsOf("kurt@acme.example")).map(({ tenantId }) => tenantId)).toEqual([
        undefined,
        "globex",
      ]);
    });

    test("a removal leaves the tombstone of a membership, and keeps their marks out", async () => {
      expect(await remove("ada", 1)).toMatchObject({ status: 204, body: {} });
      expect(await membership("ada")).toEqual({
        sub: "ada",
        item: "tenant#acme",
        tenantId: "acme",
        role: "member",
        status: "removed",
        version: 2,
        since: "2026-01-01T00:00:00.000Z",
        changedBy: { kind: "person", id: "admin" },
        changedAt: expect.any(String),
      });
      expect(signedOut).toEqual(["ada"]);
      expect(await exclusionsOf("ada@acme.example")).toMatchObject([{ status: "removed", tenantId: "acme" }]);
      expect(subsIn(await ask(members, "GET /members", ADMIN, { query: "q=ada" }))).toEqual([]);
      expect(verdictOf(await patch("ada", { status: "active" }, 2))).toBe("404 not-found");
    });

    test("of a provider's user, the account is kept out, and an address that is not proven is not", async () => {
      await remove("federated", 1);
      expect(signedOut).toEqual(["Partner_77"]);
      expect(await exclusionsOf("fed@partner.example")).toEqual([]);
    });

    test("whoever repeats a change finds it done, under whatever version", async () => {
      await patch("ada", { status: "suspended" }, 1);
      await exclusionsTable(tables.client, "PeopleTable").lift(
        emailMark("ada@acme.example"),
        "acme",
        new AbortController().signal,
      );
      signedOut = [];
      expect((await patch("ada", { status: "suspended" }, 1)).body).toMatchObject({ version: 2 });
      expect(await exclusionsOf("ada@acme.example")).toHaveLength(1);
      expect(signedOut).toEqual(["ada"]);
      expect(verdictOf(await remove("ada", 2))).toBe("204");
      expect(verdictOf(await remove("ada", 2))).toBe("204");
      expect(await membership("ada")).toMatchObject({ version: 3 });
    });

    test("whoever is out is no member that could be changed, and keeps the sessions of other tenants", async () => {
      expect(verdictOf(await patch("gone", { role: "member" }, 7))).toBe("404 not-found");
      expect(verdictOf(await remove("gone", 7))).toBe("204");
      expect(signedOut).toEqual([]);
    });

    test.each(["UserNotFoundException", "InternalErrorException"])(
      "a pool that answers with %s takes nothing back",
      async (error) => {
        poolError = error;
        expect(verdictOf(await patch("ada", { status: "suspended" }, 1))).toBe("200");
        expect(await membership("ada")).toMatchObject({ status: "suspended" });
        const [line] = members.log().slice(-1);
        expect(line?.warnings).toEqual(
          error === "UserNotFoundException" ? undefined : ["sessions could not be ended"],
        );
      },
    );

    test("of two changes at once, one is stale", async () => {
      for (let round = 0; round < 8; round += 1) {
        await tables.put("PeopleTable", ...memberItems("ada"));
        const answers = await Promise.all([
          patch("ada", { role: "admin" }, 1),
          patch("ada", { role: "viewer" }, 1, SECOND),
        ]);
        expect(answers.map(verdictOf).sort()).toEqual(["200", "412 stale-version"]);
        expect(await membership("ada")).toMatchObject({ version: 2 });
      }
    });
  });

  describe("the last admin", () => {
    const admins = async () =>
      (await tables.all("PeopleTable")).filter(
        ({ place, tenantId }) => tenantId === "acme" && place === "acme#admin#active",
      );
    const alone = () => tables.put("PeopleTable", ...memberItems("second", { role: "member" }));

    const WAYS: Readonly<Record<string, (bearer: Bearer) => Promise<FunctionAnswer>>> = {
      "to a lower role": ({ sub }) => patch(sub, { role: "viewer" }, 1, { sub }),
      "to a suspension": ({ sub }) => patch(sub, { status: "suspended" }, 1, { sub }),
      "to both": ({ sub }) => patch(sub, { role: "member", status: "suspended" }, 1, { sub }),
      "by a removal": ({ sub }) => remove(sub, 1, { sub }),
      "by leaving": (bearer) => leave(bearer),
    };

    test.each(Object.entries(WAYS))("cannot be lost %s", async (__, end) => {
      await alone();
      expect(verdictOf(await end(ADMIN))).toBe("409 last-admin");
      expect(await membership("admin")).toMatchObject({ role: "admin", status: "active", version: 1 });
      expect(signedOut).toEqual([]);
      expect(await exclusionsOf("admin@acme.example")).toEqual([]);
    });

    test.each(Object.entries(WAYS))("may go %s while there is another", async (__, end) => {
      expect(verdictOf(await end(ADMIN))).toMatch(/^20[04]$/);
      expect((await admins()).map(({ sub }) => sub)).toEqual(["second"]);
    });

    test.each(Object.entries(WAYS))("stays, of two who go %s at once", async (__, end) => {
      for (let round = 0; round < 8; round += 1) {
        await tables.put(
          "PeopleTable",
          ...memberItems("admin", { role: "admin" }),
          ...memberItems("second", { role: "admin" }),
        );
        const verdicts = (await Promise.all([end(ADMIN), end(SECOND)])).map(verdictOf);
        expect(verdicts.filter((verdict) => verdict.startsWith("20"))).toHaveLength(1);
        expect(verdicts.filter((verdict) => verdict.startsWith("5"))).toEqual([]);
        expect(await admins()).toHaveLength(1);
      }
    });

    test("stays, of two who demote each other at once", async () => {
      for (let round = 0; round < 8; round += 1) {
        await tables.put(
          "PeopleTable",
          ...memberItems("admin", { role: "admin" }),
          ...memberItems("second", { role: "admin" }),
        );
        const answers = await Promise.all([
          patch("second", { role: "member" }, 1, ADMIN),
          patch("admin", { role: "member" }, 1, SECOND),
        ]);
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
        expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
        expect(await admins()).toHaveLength(1);
      }
    });

    test("is not somebody whom the operator keeps out, or whom the tenant does", async () => {
      const [profile, membershipItem] = memberItems("second", { role: "admin" });
      await tables.put("PeopleTable", { ...profile, status: "suspended" }, membershipItem ?? {});
      expect(verdictOf(await leave(ADMIN))).toBe("409 last-admin");
      await tables.put("PeopleTable", ...memberItems("second", { role: "admin", status: "suspended" }));
      expect(verdictOf(await leave(ADMIN))).toBe("409 last-admin");
    });

    test("an operator cannot take the last admin either", async () => {
      await alone();
      await tables.put("PeopleTable", ...memberItems("operator", { tenantId: "platform", role: "admin" }));
      const operator: Bearer = { sub: "operator", tenantId: "platform", role: "admin" };
      const removal = await ask(members, "DELETE /tenants/{tenantId}/members/{sub}", operator, {
        path: { tenantId: "acme", sub: "admin" },
        version: 1,
      });
      expect(verdictOf(removal)).toBe("409 last-admin");
    });
  });

  describe("operators", () => {
    beforeEach(() =>
      tables.put(
        "PeopleTable",
        ...memberItems("operator", { tenantId: "platform", role: "admin" }),
        ...memberItems("onlooker", { tenantId: "platform", role: "viewer" }),
      ),
    );
    const change = (bearer: Bearer) =>
      ask(members, "PATCH /tenants/{tenantId}/members/{sub}", bearer, {
        path: { tenantId: "acme", sub: "ada" },
        body: { role: "admin" },
        version: 1,
      });

    test("change members of any tenant, as operators", async () => {
      const operator: Bearer = { sub: "operator", tenantId: "platform", role: "admin" };
      expect(verdictOf(await change(operator))).toBe("200");
      expect(await membership("ada")).toMatchObject({ changedBy: { kind: "operator", id: "operator" } });
    });

    test("look only, if that is their role, also when their token says more", async () => {
      const onlooker: Bearer = { sub: "onlooker", tenantId: "platform", role: "viewer" };
      expect(verdictOf(await change(onlooker))).toBe("403 insufficient-scope");
      expect(verdictOf(await change({ ...onlooker, role: "admin" }))).toBe("403 refused");
    });

    test("may be machines of the platform, and of no tenant", async () => {
      const machine = (clientId: string): Bearer => ({
        sub: clientId,
        claims: {
          client_id: clientId,
          username: undefined,
          "custom:tenant_id": "platform",
          "custom:role": undefined,
          scope: "api/tenants.manage",
        },
      });
      const scopes = ["api/tenants.manage"];
      await tables.put(
        "TenantsTable",
        client("platformmachine", { kind: "machine", tenantId: "platform", scopes }),
      );
      expect(verdictOf(await change(machine("platformmachine")))).toBe("200");
      expect(await membership("ada")).toMatchObject({
        changedBy: { kind: "machine", id: "platformmachine" },
      });
      expect(verdictOf(await change(machine("2machine34567890examplemach")))).toBe("403 insufficient-scope");
      expect(verdictOf(await change(machine("unregistered")))).toBe("403 insufficient-scope");
    });
  });
});
