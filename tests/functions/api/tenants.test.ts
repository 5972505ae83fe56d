import { ask, type Bearer, type FunctionAnswer, verdictOf } from "../../harness/api-function";
import { type Dns, startTestDns } from "../../harness/dns";
import { memberItems } from "../../harness/members";
import { ownedDomain, putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;
let dns: Dns;
beforeEach(async () => {
  tables = await startTables();
  dns = await startTestDns();
  await putTenants(tables);
  await tables.put("PeopleTable", ...memberItems("operator", { tenantId: "platform", role: "admin" }));
});
afterEach(async () => {
  await dns.stop();
  await tables.stop();
});

const OPERATOR: Bearer = { sub: "operator", tenantId: "platform", role: "admin" };
const BY_OPERATOR = { changedBy: { kind: "operator", id: "operator" } };

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let tenants: Trigger;
  beforeEach(() => {
    tenants = load("api-tenants", tables.endpoint, { DNS_SERVER: dns.address });
  });
  afterEach(() => tenants.stop());

  const create = (tenantId: string, name: string, more: object = {}) =>
    ask(tenants, "POST /tenants", OPERATOR, { body: { tenantId, name, ...more } });
  const list = (query: Record<string, string> = {}) => ask(tenants, "GET /tenants", OPERATOR, { query });
  const change = (tenantId: string, body: unknown, version?: number) =>
    ask(tenants, "PATCH /tenants/{tenantId}", OPERATOR, {
      path: { tenantId },
      body,
      ...(version !== undefined && { version }),
    });
  const idsIn = ({ body }: FunctionAnswer) =>
    (body.tenants as { tenantId: string }[]).map(({ tenantId }) => tenantId);

  describe("a tenant", () => {
    test("is created once, read and changed by its version", async () => {
      const created = await create("initech", "Initech");
      expect([created.status, created.headers.etag, created.body]).toEqual([
        201,
        '"1"',
        {
          tenantId: "initech",
          name: "Initech",
          status: "active",
          defaultRole: "viewer",
          brand: null,
          version: 1,
        },
      ]);
      expect(verdictOf(await create("initech", "Other"))).toBe("409 conflict");
      expect(verdictOf(await change("initech", { name: "Initrode" }))).toBe("428 version-missing");
      expect((await change("initech", { name: "Initrode", status: "suspended" }, 1)).body).toMatchObject({
        name: "Initrode",
        status: "suspended",
        version: 2,
      });
      expect(verdictOf(await change("initech", { name: "Initech" }, 1))).toBe("412 stale-version");
      const read = await ask(tenants, "GET /tenants/{tenantId}", OPERATOR, { path: { tenantId: "initech" } });
      expect([read.headers.etag, read.body.name]).toEqual(['"2"', "Initrode"]);
      expect(await tables.get("TenantsTable", { id: "tenant#initech" })).toMatchObject(BY_OPERATOR);
    });

    test("that two operators create, or change, at once is one's", async () => {
      const made = await Promise.all([create("initech", "One"), create("initech", "Two")]);
      expect(made.map(verdictOf).sort()).toEqual(["201", "409 conflict"]);
      const changes = await Promise.all(["A", "B", "C"].map((name) => change("initech", { name }, 1)));
      expect(changes.map(verdictOf).sort()).toEqual(["200", "412 stale-version", "412 stale-version"]);
      expect(await tables.get("TenantsTable", { id: "tenant#initech" })).toMatchObject({ version: 2 });
    });

    test.each([["platform"], ["unknown"], ["Acme"], ["x".repeat(3_000)], [""], ["acme#"]])(
      "of the id %.20s is nowhere",
      async (tenantId) => {
        expect(verdictOf(await change(tenantId, { name: "X" }, 1))).toBe("404 not-found");
        for (const route of ["GET /tenants/{tenantId}", "GET /tenants/{tenantId}/domains"])
          expect(verdictOf(await ask(tenants, route, OPERATOR, { path: { tenantId } }))).toBe(
            "404 not-found",
          );
      },
    );

    test.each([
      [{ tenantId: "platform", name: "X" }],
      [{ tenantId: "a", name: "X" }],
      [{ tenantId: 5, name: "X" }],
      [{ tenantId: "initech" }],
      [{ tenantId: "initech", name: "" }],
      [{ tenantId: "initech", name: " X" }],
      [{ tenantId: "initech", name: "x".repeat(101) }],
      [{ tenantId: "initech", name: "X", defaultRole: "owner" }],
      [{ tenantId: "initech", name: "X", status: "suspended" }],
    ])("is not created out of %j", async (body) => {
      expect(verdictOf(await ask(tenants, "POST /tenants", OPERATOR, { body }))).toBe("400 invalid-request");
    });
  });

  describe("the list", () => {
    beforeEach(async () => {
      for (const [id, name] of [
        ["zebra", "Acme South"],
        ["acme-north", "Nordic"],
        ["initech", "Ínitech"],
        ["acme-west", "acme West"],
      ] as const)
        await create(id, name);
    });

    test("has pages by name, and says when there are no more", async () => {
      const pages: string[][] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await list({ limit: "2", ...(cursor !== undefined && { cursor }) });
        pages.push(idsIn(page));
        cursor = page.body.next;
      }
      expect(pages.flat()).toEqual(["zebra", "acme-west", "initech", "acme-north"]);
      expect(pages[0]).toHaveLength(2);
    });

    test.each([["1"], ["2"], ["3"], ["100"]])(
      "finds by the beginning of a name, then of an id, each once, %s at a time",
      async (limit) => {
        const found: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await list({ q: "ACME", limit, ...(cursor !== undefined && { cursor }) });
          found.push(...idsIn(page));
          cursor = page.body.next;
        }
        expect(found).toEqual(["zebra", "acme-west", "acme-north"]);
      },
    );

    test("finds without accents", async () => {
      expect(idsIn(await list({ q: "ini" }))).toEqual(["initech"]);
    });

    const cursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");
    test.each<[Record<string, string>]>([
      [{ limit: "0" }],
      [{ limit: "101" }],
      [{ page: "2" }],
      [{ cursor: "x" }],
      [{ cursor: cursor({}) }],
      [{ cursor: cursor({ id: null }) }],
      [{ cursor: cursor({ id: "tenant#acme" }) }],
      [{ cursor: cursor({ sortKey: "acme#acme", id: "domain#acme.example" }) }],
      [{ q: "acme", cursor: cursor({ sortKey: "nordic#acme-north", id: "tenant#acme-north" }) }],
      [{ q: "acme", cursor: cursor({ id: "tenant#zebra" }) }],
      [{ q: "acme", cursor: cursor({ id: `tenant#acme${"x".repeat(3_000)}` }) }],
    ])("does not answer %j", async (query) => {
      expect(verdictOf(await list(query))).toBe("400 invalid-request");
    });

    test("answers whatever is searched for", async () => {
      for (const q of ["", "x".repeat(5_000), "#", "\u0000", "王", "tenant#"])
        expect(verdictOf(await list({ q }))).toBe("200");
    });
  });

  describe("a domain", () => {
    const on = (route: string, tenantId: string, domain: string) =>
      ask(tenants, route, OPERATOR, { path: { tenantId, domain } });
    const claim = (tenantId: string, domain = "globex.example") =>
      on("PUT /tenants/{tenantId}/domains/{domain}", tenantId, domain);
    const prove = (tenantId: string, domain = "globex.example") =>
      on("POST /tenants/{tenantId}/domains/{domain}/prove", tenantId, domain);
    const release = (tenantId: string, domain = "globex.example") =>
      on("DELETE /tenants/{tenantId}/domains/{domain}", tenantId, domain);
    const RECORD = "_cognito-triggers.globex.example";
    const tokenIn = ({ body }: FunctionAnswer) => (body.record as { value: string }).value;
    const domainsOf = async (tenantId: string) =>
      (await ask(tenants, "GET /tenants/{tenantId}/domains", OPERATOR, { path: { tenantId } })).body.domains;

    test("is claimed, proven by its record, and released", async () => {
      const claimed = await claim("globex", "Globex.Example");
      expect(claimed.body).toEqual({
        domain: "globex.example",
        status: "claimed",
        how: null,
        provenAt: null,
        record: { name: RECORD, type: "TXT", value: expect.stringMatching(/^[\w-]{32}$/) },
      });
      expect((await claim("globex")).body).toEqual(claimed.body);
      expect(await domainsOf("globex")).toEqual([claimed.body]);
      const early = await prove("globex");
      expect([verdictOf(early), early.body.detail]).toEqual([
        "409 unproven-domain",
        `DNS has no TXT record ${RECORD}. A new one can take hours until it is seen everywhere`,
      ]);
      dns.set(RECORD, ["v=spf1 -all", tokenIn(claimed)]);
      const owned = { domain: "globex.example", status: "owned", how: "dns", record: null };
      expect((await prove("globex")).body).toMatchObject(owned);
      expect((await claim("globex")).body).toMatchObject(owned);
      expect(await domainsOf("globex")).toMatchObject([owned]);
      expect(await tables.get("TenantsTable", { id: "domain#globex.example" })).toMatchObject(BY_OPERATOR);
      expect(verdictOf(await release("globex"))).toBe("204");
      expect(verdictOf(await release("globex"))).toBe("204");
      expect(await domainsOf("globex")).toEqual([]);
      expect(verdictOf(await prove("globex"))).toBe("404 not-found");
    });

    test("that two tenants prove at once becomes one's", async () => {
      for (let round = 0; round < 10; round += 1) {
        const domain = `d${round}.example`;
        const tokens = [tokenIn(await claim("acme", domain)), tokenIn(await claim("globex", domain))];
        dns.set(`_cognito-triggers.${domain}`, tokens);
        const proofs = await Promise.all([prove("acme", domain), prove("globex", domain)]);
        expect(proofs.map(verdictOf).sort()).toEqual(["200", "409 conflict"]);
        const winner = proofs[0]?.status === 200 ? "acme" : "globex";
        expect(await tables.get("TenantsTable", { id: `domain#${domain}` })).toMatchObject({
          tenantId: winner,
          version: 1,
        });
      }
    });

    test("of another tenant is neither proven, nor released, nor kept from being claimed", async () => {
      dns.set("_cognito-triggers.acme.example", [tokenIn(await claim("globex", "acme.example"))]);
      expect(verdictOf(await prove("globex", "acme.example"))).toBe("409 conflict");
      expect(verdictOf(await release("globex", "acme.example"))).toBe("204");
      const { changedBy, changedAt, ...before } = ownedDomain("acme.example", "acme");
      expect(await tables.get("TenantsTable", { id: "domain#acme.example" })).toMatchObject(before);
    });

    test.each([
      ["gmail.com", "409 conflict"],
      ["acme", "400 invalid-request"],
      ["münchen.example", "400 invalid-request"],
      [`${"a".repeat(60)}.`.repeat(5), "400 invalid-request"],
      ["", "400 invalid-request"],
    ])("%.20s is not claimed: %s", async (domain, verdict) => {
      expect(verdictOf(await claim("acme", domain))).toBe(verdict);
    });

    test("that nobody has claimed is neither proven nor released", async () => {
      expect(verdictOf(await prove("acme"))).toBe("404 not-found");
      expect(verdictOf(await release("acme"))).toBe("404 not-found");
    });
  });
});
