import { AdminDeleteUserCommand, AdminDisableUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { type FailingTables, startFailingTables } from "../../harness/faulty-tables";
import { ADA, ownedDomain, person, putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, type Trigger } from "../../harness/triggers";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { type Answer, ask, type Member, member, verdictOf } from "./visitor";

const ENDED = "Your access has ended. Please contact your administrator";

describe("in the edition", () => {
  let visited: TestEdition;
  beforeAll(async () => {
    visited = await startTestEdition();
  });
  afterAll(() => visited.stop());

  const read = ({ accessToken: token }: Member) => ask(visited, "GET /profile", { token });
  const change = ({ accessToken: token }: Member, body: object) =>
    ask(visited, "PATCH /profile", { token, body });

  async function forget({ sub }: Member, ...items: readonly string[]): Promise<void> {
    const TableName = visited.edition.stack.outputs.PeopleTableName;
    for (const item of items)
      await visited.edition.tables.client.send(new DeleteCommand({ TableName, Key: { sub, item } }));
  }
  const profileOf = ({ sub }: Member) => visited.tables.get("PeopleTable", { sub, item: "profile" });
  const nameIn = ({ sub: Username }: Member) => ({ UserPoolId: visited.edition.stack.pool.id, Username });

  /** The log lines of the profile's function while something was asked. */
  async function logsOf(work: () => Promise<Answer>): Promise<{ answer: Answer; log: readonly unknown[] }> {
    const before = visited.edition.lambda.invocations.length;
    const answer = await work();
    const seen = visited.edition.lambda.invocations.slice(before);
    return {
      answer,
      log: seen.filter(({ functionName }) => functionName.endsWith("api-profile")).flatMap(({ log }) => log),
    };
  }

  test("a lost profile is made again, and an operator hears of it", async () => {
    const ada = await member(visited, "ada");
    await change(ada, { name: "Ada Lovelace", locale: "en-GB" });
    const own = (await read(ada)).body;
    const kept = await profileOf(ada);
    await forget(ada, "profile");

    const { answer, log } = await logsOf(() => read(ada));
    expect([answer.status, answer.body]).toEqual([200, own]);
    expect(log).toMatchObject([{ level: "warn", warnings: ["a lost profile was made again"] }]);
    const { lastSignInAt: _, ...described } = kept ?? {};
    expect(await profileOf(ada)).toEqual({
      ...described,
      createdAt: expect.any(String),
      changedAt: expect.any(String),
    });
    expect((await logsOf(() => read(ada))).log).toMatchObject([{ level: "info" }]);

    await forget(ada, "profile", "tenant#acme");
    expect((await read(ada)).body).toEqual(own);
    await forget(ada, "profile");
    const changed = await change(ada, { locale: null });
    expect([changed.status, changed.body]).toEqual([200, { ...own, locale: null }]);
  });

  test("a changed name is that of every membership at once, in the person's own name", async () => {
    const rosa = await member(visited, "rosa");
    await visited.tables.put("PeopleTable", {
      ...(await visited.tables.get("PeopleTable", { sub: rosa.sub, item: "tenant#acme" })),
      item: "tenant#globex",
      tenantId: "globex",
      status: "suspended",
      place: "globex#member#suspended",
    });
    const told = async (name: string | null) => {
      await change(rosa, { name });
      const keys = ["tenant#acme", "tenant#globex"].map((item) => ({ sub: rosa.sub, item }));
      return Promise.all(keys.map((key) => visited.tables.get("PeopleTable", key)));
    };
    const own = { version: 1, changedBy: { kind: "person", id: rosa.sub } };
    const named = { ...own, name: "Rosa P\u00e9ter", nameKey: `rosa peter#${rosa.sub}` };
    expect(await told("Rosa P\u00e9ter")).toMatchObject([
      { ...named, status: "active" },
      { ...named, status: "suspended", place: "globex#member#suspended" },
    ]);
    for (const membership of await told(null)) {
      expect(membership).toMatchObject({ ...own, nameKey: `rosa@acme.example#${rosa.sub}` });
      expect(membership).not.toHaveProperty("name");
    }
  });

  test("a token of a tenant whose admin has suspended somebody opens nothing, and says so", async () => {
    const olga = await member(visited, "olga");
    const membership = await visited.tables.get("PeopleTable", { sub: olga.sub, item: "tenant#acme" });
    for (const [status, detail] of [
      ["suspended", "Your access to this organisation is suspended. Please contact its administrator"],
      ["removed", "Your access to this organisation has ended. Please sign in again"],
    ]) {
      await visited.tables.put("PeopleTable", { ...membership, status, version: 2 });
      for (const answer of [await read(olga), await change(olga, { name: "Olga" })])
        expect([verdictOf(answer), answer.body?.detail]).toEqual(["403 refused", detail]);
      expect(await profileOf(olga)).not.toHaveProperty("name");
    }
  });

  test("it is made again of nobody who is gone or may not come in", async () => {
    const [grace, alan] = [await member(visited, "grace"), await member(visited, "alan")];
    await visited.client.send(new AdminDeleteUserCommand(nameIn(grace)));
    await visited.client.send(new AdminDisableUserCommand(nameIn(alan)));
    for (const someone of [grace, alan]) {
      await forget(someone, "profile");
      expect(verdictOf(await read(someone))).toBe("401 not-signed-in");
      expect(verdictOf(await change(someone, { name: "Somebody" }))).toBe("401 not-signed-in");
      expect(await profileOf(someone)).toBeUndefined();
    }
  });

  test("nor of anybody who would not be let in any more", async () => {
    const kurt = await member(visited, "kurt");
    await forget(kurt, "profile", "tenant#acme");
    await visited.tables.put("TenantsTable", ownedDomain("acme.example", "globex"));
    const moved = await read(kurt);
    expect([verdictOf(moved), moved.body?.detail]).toEqual([
      "403 refused",
      "Your access to this organisation has ended. Please sign in again",
    ]);
    await forget(kurt, "profile", "tenant#globex");
    await visited.tables.put("TenantsTable", ownedDomain("acme.example", "nobody"));
    const { answer, log } = await logsOf(() => read(kurt));
    expect([verdictOf(answer), answer.body?.detail]).toEqual(["403 refused", ENDED]);
    expect(log).toMatchObject([
      { reason: "nowhere-any-more", warnings: ["belongs nowhere: unknown-tenant"] },
    ]);
    expect(await profileOf(kurt)).toBeUndefined();
    await visited.tables.put("TenantsTable", ownedDomain("acme.example", "acme"));
  });

  test("a token of a tenant that somebody has left opens nothing", async () => {
    const emmy = await member(visited, "emmy");
    await forget(emmy, "tenant#acme");
    for (const answer of [await read(emmy), await change(emmy, { name: "Emmy" })])
      expect([verdictOf(answer), answer.body?.detail]).toEqual([
        "403 refused",
        "Your access to this organisation has ended. Please sign in again",
      ]);
    expect(await profileOf(emmy)).not.toHaveProperty("name");
  });

  test("who is refused changes nothing, neither here nor in the pool", async () => {
    const hedy = await member(visited, "hedy");
    await visited.tables.put("PeopleTable", { ...(await profileOf(hedy)), status: "suspended" });
    expect(verdictOf(await change(hedy, { name: "Hedy" }))).toBe("403 refused");
    await visited.tables.put("PeopleTable", { ...(await profileOf(hedy)), status: "active" });
    expect((await read(hedy)).body).toMatchObject({ name: null });
    expect(visited.edition.pool.users.get(hedy.sub)?.attributes).not.toHaveProperty("name");
  });

  test("nobody changes what is not theirs to change", async () => {
    const konrad = await member(visited, "konrad");
    const own = (await read(konrad)).body;
    for (const body of [
      { role: "admin" },
      { tenantId: "globex" },
      { email: "eve@acme.example" },
      { sub: ADA },
      { name: "Konrad", "custom:role": "admin" },
    ])
      expect(verdictOf(await change(konrad, body))).toBe("400 invalid-request");
    expect((await read(konrad)).body).toEqual(own);
  });
});

const CLAIMS = {
  sub: ADA,
  username: ADA,
  token_use: "access",
  client_id: "WebClient",
  scope: "aws.cognito.signin.user.admin api/profile.read api/profile.write",
  "custom:tenant_id": "acme",
  "custom:role": "member",
};
const HTTP_API = {
  version: "2.0",
  routeKey: "GET /profile",
  headers: {},
  requestContext: { authorizer: { jwt: { claims: CLAIMS, scopes: null } } },
};
const REST_API = {
  resource: "/profile",
  httpMethod: "GET",
  headers: null,
  multiValueHeaders: null,
  body: null,
  isBase64Encoded: false,
  requestContext: { resourcePath: "/profile", authorizer: { claims: CLAIMS } },
};

describe("the packaged function", () => {
  let tables: Tables;
  let bundle: Trigger;
  beforeAll(async () => {
    tables = await startTables();
    await putTenants(tables);
    await tables.put("PeopleTable", ...person());
    bundle = loadBundle("api-profile", tables.endpoint);
  });
  afterAll(async () => {
    await bundle.stop();
    await tables.stop();
  });

  test("answers an HTTP API and a REST API alike", async () => {
    const [answer, other] = [await bundle(HTTP_API), await bundle(REST_API)];
    expect(answer).toMatchObject({ statusCode: 200, headers: { "content-type": "application/json" } });
    expect(JSON.parse((answer as { body: string }).body)).toEqual({
      sub: ADA,
      tenantId: "acme",
      role: "member",
      email: "ada@acme.example",
      emailVerified: true,
      name: "Ada Lovelace",
      locale: null,
    });
    expect(other).toEqual(answer);
  });

  test.each<[string, object, number]>([
    ["an ID token", { token_use: "id" }, 401],
    ["a token without the scope", { scope: "aws.cognito.signin.user.admin" }, 403],
    ["a token of another client", { client_id: "other" }, 401],
    ["a machine's token", { username: undefined }, 401],
    ["a token of another tenant", { "custom:tenant_id": "globex" }, 403],
  ])("%s opens it through neither", async (_, changes, expected) => {
    const claims = { ...CLAIMS, ...changes };
    for (const event of [
      { ...HTTP_API, requestContext: { authorizer: { jwt: { claims } } } },
      { ...REST_API, requestContext: { ...REST_API.requestContext, authorizer: { claims } } },
    ])
      expect(await bundle(event)).toMatchObject({ statusCode: expected });
  });
});

describe.each(["InternalServerError", "ProvisionedThroughputExceededException", "AccessDeniedException"])(
  "with tables that answer %s",
  (error) => {
    let broken: FailingTables;
    let bundle: Trigger;
    beforeAll(async () => {
      broken = await startFailingTables(error);
      bundle = loadBundle("api-profile", broken.endpoint);
    });
    afterAll(async () => {
      await bundle.stop();
      await broken.stop();
    });

    test("nobody is let in, and nobody is told why", async () => {
      const body = JSON.stringify({ name: "Ada" });
      const change = {
        ...HTTP_API,
        routeKey: "PATCH /profile",
        headers: { "content-type": "application/json" },
        body,
      };
      for (const event of [HTTP_API, REST_API, change])
        expect(await bundle(event)).toEqual({
          statusCode: 503,
          headers: { "cache-control": "no-store", "content-type": "application/problem+json" },
          body: JSON.stringify({
            type: "urn:problem:unavailable",
            title: "This is not possible at the moment",
            status: 503,
            code: "unavailable",
            detail: "This is not possible at the moment. Please try again later",
          }),
        });
      expect(broken.requests).toEqual(expect.arrayContaining(["Query"]));
      expect(broken.requests).not.toEqual(expect.arrayContaining(["UpdateItem"]));
    });
  },
);
