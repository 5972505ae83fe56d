import { createHandler } from "../../../functions/api/memberships/handler";
import { api } from "../../../shared/api/api";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark } from "../../../shared/people/marks";
import { membersTable } from "../../../shared/people/members-table";
import { peopleTable } from "../../../shared/people/people-table";
import { clientsTable } from "../../../shared/tenants/clients-table";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { ask, type Bearer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { GLOBEX, ownedDomain, putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

let tables: Tables;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const ADA: Bearer = { sub: "ada", role: "member" };
const context = {
  now: new Date("2026-02-01T00:00:00.000Z"),
  signal: new AbortController().signal,
  by: { kind: "command", id: "people:suspend" },
} as const;

const offer = (tenantId: string, changes: object = {}) => ({
  email: "ada@free.example",
  tenantId,
  id: `invitation-${tenantId}`,
  role: "viewer",
  status: "open",
  secretDigest: "digest",
  invitedBy: { kind: "person", id: "somebody" },
  createdAt: "2026-04-01T00:00:00.000Z",
  expiresAt: Date.parse("2099-12-31T00:00:00.000Z") / 1000,
  version: 1,
  listKey: "ada@free.example",
  changedBy: { kind: "person", id: "somebody" },
  changedAt: "2026-04-01T00:00:00.000Z",
  ...changes,
});

const invitationOf = (tenantId: string, email = "ada@free.example") =>
  tables.get("InvitationsTable", { email, tenantId });
const membership = (tenantId: string, sub = "ada") =>
  tables.get("PeopleTable", { sub, item: `tenant#${tenantId}` });

beforeEach(async () => {
  await putTenants(tables);
  await tables.put(
    "TenantsTable",
    { id: "tenant#closed", name: "Closed", status: "suspended", defaultRole: "member" },
    { id: "tenant#initech", name: "Initech", status: "active", defaultRole: "member" },
  );
  for (const { sub, item } of await tables.all("PeopleTable"))
    await tables.delete("PeopleTable", { sub, item });
  for (const { email, tenantId } of await tables.all("InvitationsTable"))
    await tables.delete("InvitationsTable", { email, tenantId });
  await tables.put(
    "PeopleTable",
    ...memberItems("ada", { name: "Ada", email: "ada@free.example" }),
    ...memberItems("boss", { role: "admin" }),
  );
});

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let memberships: Trigger;
  beforeAll(() => {
    memberships = load("api-memberships", tables.endpoint, {
      // Nobody answers there; who leaves has left all the same.
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://127.0.0.1:9",
    });
  });
  afterAll(() => memberships.stop());

  const list = (bearer = ADA) => ask(memberships, "GET /memberships", bearer);
  const leave = (tenantId: string, bearer = ADA) =>
    ask(memberships, "DELETE /memberships/{tenantId}", bearer, { path: { tenantId } });
  const offers = async (bearer = ADA) => {
    const { body } = await ask(memberships, "GET /memberships/invitations", bearer);
    return (body.invitations as { tenantId: string }[]).map(({ tenantId }) => tenantId);
  };
  const accept = (tenantId: string, bearer = ADA) =>
    ask(memberships, "POST /memberships/invitations/{tenantId}/accept", bearer, { path: { tenantId } });
  const decline = (tenantId: string, bearer = ADA) =>
    ask(memberships, "POST /memberships/invitations/{tenantId}/decline", bearer, { path: { tenantId } });

  const join = (tenantId: string, given: Parameters<typeof memberItems>[1] = {}) =>
    tables.put(
      "PeopleTable",
      ...memberItems("ada", { email: "ada@free.example", ...given, tenantId }).slice(1),
    );

  describe("places", () => {
    test("are listed with the names of the tenants, and with the one that the token is for", async () => {
      await join("globex", { role: "admin" });
      await join("closed", { status: "suspended" });
      await join("initech", { status: "removed" });
      const { status, body } = await list();
      const since = "2026-01-01T00:00:00.000Z";
      expect(status).toBe(200);
      expect(body.memberships).toHaveLength(3);
      expect(body.memberships).toEqual(
        expect.arrayContaining([
          { tenantId: "acme", tenantName: "Acme", role: "member", status: "active", since, current: true },
          {
            tenantId: "globex",
            tenantName: "Globex",
            role: "admin",
            status: "active",
            since,
            current: false,
          },
          {
            tenantId: "closed",
            tenantName: "Closed",
            role: "member",
            status: "suspended",
            since,
            current: false,
          },
        ]),
      );
    });

    test("are left, as often as one asks, and nobody is kept out who wished to go", async () => {
      await join("globex");
      expect(verdictOf(await leave("globex"))).toBe("204");
      expect(verdictOf(await leave("globex"))).toBe("204");
      expect(await membership("globex")).toMatchObject({
        status: "removed",
        version: 2,
        changedBy: { kind: "person", id: "ada" },
      });
      expect(await membership("globex")).not.toHaveProperty("email");
      const marks = await exclusionsTable(tables.client, "PeopleTable").find(
        [emailMark("ada@free.example")],
        context.signal,
      );
      expect(marks).toEqual([]);
      expect(verdictOf(await list())).toBe("200");
    });

    test("an operator who leaves a tenant is not kept out of it either", async () => {
      await join("platform", { role: "admin" });
      await join("globex");
      const operator: Bearer = { sub: "ada", tenantId: "platform", role: "admin" };
      expect(verdictOf(await leave("globex", operator))).toBe("204");
      const marks = await exclusionsTable(tables.client, "PeopleTable").find(
        [emailMark("ada@free.example")],
        context.signal,
      );
      expect(marks).toEqual([]);
    });

    test("where one is suspended, one does not leave", async () => {
      await join("globex", { status: "suspended" });
      expect(verdictOf(await leave("globex"))).toBe("403 refused");
      expect(await membership("globex")).toMatchObject({ status: "suspended", version: 1 });
    });

    test.each(["globex", "nowhere", "", "..", "acme#admin"])(
      "nobody leaves %j who is not there",
      async (tenantId) => {
        expect(verdictOf(await leave(tenantId))).toBe("404 not-found");
      },
    );

    test("whoever has left the tenant of their token is nobody there", async () => {
      await leave("acme");
      for (const answer of [await list(), await leave("acme"), await accept("globex")])
        expect(verdictOf(answer)).toBe("403 refused");
    });
  });

  describe("invitations to me", () => {
    test("are shown without a secret, the oldest first", async () => {
      await tables.put(
        "InvitationsTable",
        offer("initech", { createdAt: "2026-04-02T00:00:00.000Z" }),
        offer("globex"),
        offer("globex", { email: "other@free.example" }),
      );
      const { body } = await ask(memberships, "GET /memberships/invitations", ADA);
      expect(body).toEqual({
        invitations: [
          {
            tenantId: "globex",
            tenantName: "Globex",
            role: "viewer",
            createdAt: "2026-04-01T00:00:00.000Z",
            expiresAt: "2099-12-31T00:00:00.000Z",
          },
          expect.objectContaining({ tenantId: "initech" }),
        ],
      });
    });

    test("are accepted once: the membership is there, the invitation is closed", async () => {
      await tables.put("InvitationsTable", offer("globex"));
      expect(await accept("globex")).toMatchObject({
        status: 200,
        body: { tenantId: "globex", tenantName: "Globex", role: "viewer", status: "active" },
      });
      expect(await membership("globex")).toMatchObject({
        role: "viewer",
        version: 1,
        name: "Ada",
        email: "ada@free.example",
        nameKey: expect.stringContaining("ada"),
        place: "globex#viewer#active",
        invitedBy: { kind: "person", id: "somebody" },
        changedBy: { kind: "person", id: "ada" },
      });
      expect(await invitationOf("globex")).toMatchObject({ status: "accepted", claimedBy: "ada" });
      expect(await invitationOf("globex")).not.toHaveProperty("listKey");
      expect(await accept("globex")).toMatchObject({ status: 200, body: { role: "viewer" } });
      expect(await offers()).toEqual([]);
    });

    test("what was interrupted between the claim and the membership is finished", async () => {
      await tables.put("InvitationsTable", offer("globex", { claimedBy: "ada" }));
      expect(await offers()).toEqual(["globex"]);
      expect(verdictOf(await accept("globex"))).toBe("200");
      expect(await invitationOf("globex")).toMatchObject({ status: "accepted" });
    });

    test("what was interrupted before the invitation was closed is finished", async () => {
      await tables.put("InvitationsTable", offer("globex", { claimedBy: "ada" }));
      await join("globex", { role: "viewer" });
      expect(verdictOf(await accept("globex"))).toBe("200");
      expect(await invitationOf("globex")).toMatchObject({ status: "accepted" });
    });

    test("are refused to a suspended member, who stays one", async () => {
      await tables.put("InvitationsTable", offer("globex"));
      await join("globex", { status: "suspended" });
      expect(verdictOf(await accept("globex"))).toBe("403 refused");
      expect(await membership("globex")).toMatchObject({ status: "suspended" });
    });

    test("are declined, once", async () => {
      await tables.put("InvitationsTable", offer("globex"));
      expect(verdictOf(await decline("globex"))).toBe("204");
      expect(await invitationOf("globex")).toMatchObject({ status: "declined", changedBy: { id: "ada" } });
      expect(verdictOf(await decline("globex"))).toBe("404 not-found");
      expect(verdictOf(await accept("globex"))).toBe("404 not-found");
      expect(await membership("globex")).toBeUndefined();
    });

    test("of several acceptances at once all find the place, and there is one", async () => {
      await tables.put("InvitationsTable", offer("globex"));
      const answers = await Promise.all([accept("globex"), accept("globex"), accept("globex")]);
      expect(answers.map(verdictOf)).toEqual(["200", "200", "200"]);
      expect(await membership("globex")).toMatchObject({ version: 1 });
      expect(verdictOf(await accept("globex"))).toBe("200");
      expect(await invitationOf("globex")).toMatchObject({ status: "accepted" });
    });

    test("of an acceptance and a refusal at once one wins", async () => {
      for (let round = 0; round < 10; round += 1) {
        await tables.put("InvitationsTable", offer("globex"));
        await tables.delete("PeopleTable", { sub: "ada", item: "tenant#globex" });
        await Promise.all([accept("globex"), decline("globex")]);
        const { status } = (await invitationOf("globex")) ?? {};
        expect(await membership("globex")).toEqual(status === "accepted" ? expect.anything() : undefined);
      }
    });

    test("bring back whoever was removed before, with the next version", async () => {
      await join("globex", { status: "removed", version: 6 });
      await exclusionsTable(tables.client, "PeopleTable").exclude(
        emailMark("ada@free.example"),
        { status: "removed", since: "2026-02-01T00:00:00.000Z", tenantId: "globex" },
        context,
      );
      await tables.put("InvitationsTable", offer("globex"));
      expect(verdictOf(await accept("globex"))).toBe("200");
      expect(await membership("globex")).toMatchObject({ role: "viewer", status: "active", version: 7 });
    });

    test("a person can become an operator", async () => {
      await tables.put("InvitationsTable", offer("platform", { role: "admin" }));
      expect(await accept("platform")).toMatchObject({
        status: 200,
        body: { tenantId: "platform", role: "admin" },
      });
    });

    const exclude = (status: "suspended" | "removed", since: string, tenantId?: string) =>
      exclusionsTable(tables.client, "PeopleTable").exclude(
        emailMark("ada@free.example"),
        { status, since, ...(tenantId !== undefined && { tenantId }) },
        context,
      );

    test.each<[string, () => Promise<unknown>]>([
      ["of nobody", async () => {}],
      [
        "to somebody else",
        () => tables.put("InvitationsTable", offer("globex", { email: "boss@acme.example" })),
      ],
      [
        "that has expired",
        () => tables.put("InvitationsTable", offer("globex", { expiresAt: 1_700_000_000 })),
      ],
      ["that was withdrawn", () => tables.put("InvitationsTable", offer("globex", { status: "withdrawn" }))],
      ["that was declined", () => tables.put("InvitationsTable", offer("globex", { status: "declined" }))],
      [
        "that somebody else has claimed",
        () => tables.put("InvitationsTable", offer("globex", { claimedBy: "eve" })),
      ],
      [
        "to a domain that another tenant owns",
        async () => {
          await tables.put("InvitationsTable", offer("globex"));
          await tables.put("TenantsTable", ownedDomain("free.example", "initech"));
        },
      ],
      [
        "of a tenant that is suspended",
        async () => {
          await tables.put("InvitationsTable", offer("globex"));
          await tables.put("TenantsTable", { ...GLOBEX, status: "suspended" });
        },
      ],
      [
        "to somebody whom the tenant has suspended",
        async () => {
          await tables.put("InvitationsTable", offer("globex"));
          await exclude("suspended", "2026-02-01T00:00:00.000Z", "globex");
        },
      ],
      [
        "to somebody whom the tenant has removed since",
        async () => {
          await tables.put("InvitationsTable", offer("globex"));
          await exclude("removed", "2026-05-01T00:00:00.000Z", "globex");
        },
      ],
      [
        "to an address that is not proven",
        async () => {
          const [profile] = memberItems("ada", { email: "ada@free.example" });
          await tables.put("PeopleTable", { ...profile, emailVerified: false });
          await tables.put("InvitationsTable", offer("globex"));
        },
      ],
      [
        "to an address that they had before",
        async () => {
          const [profile] = memberItems("ada", { email: "ada@new.example" });
          await tables.put("PeopleTable", { ...profile, provenAddresses: new Set(["ada@free.example"]) });
          await tables.put("InvitationsTable", offer("globex"));
        },
      ],
    ])("an invitation %s is none", async (__, prepare) => {
      await prepare();
      expect(await offers()).toEqual([]);
      expect(verdictOf(await accept("globex"))).toBe("404 not-found");
      expect(verdictOf(await decline("globex"))).toBe("404 not-found");
      expect(await membership("globex")).toBeUndefined();
      await tables.delete("TenantsTable", { id: "domain#free.example" });
    });

    test("a suspension elsewhere keeps nobody from another tenant", async () => {
      await tables.put("InvitationsTable", offer("globex"));
      await exclude("suspended", "2026-02-01T00:00:00.000Z", "initech");
      expect(await offers()).toEqual(["globex"]);
    });

    test.each(["", "..", "nowhere", "GLOBEX", "globex#x", "a".repeat(2_000)])(
      "%j invites nobody",
      async (tenantId) => {
        expect(verdictOf(await accept(tenantId))).toBe("404 not-found");
        expect(verdictOf(await decline(tenantId))).toBe("404 not-found");
      },
    );
  });
});

test("somebody who is suspended at the very moment does not leave", async () => {
  const { client } = tables;
  const people = peopleTable(client, "PeopleTable");
  await tables.put("PeopleTable", ...memberItems("ada", { tenantId: "globex" }).slice(1));
  let reads = 0;
  const endpoints = () =>
    createHandler({
      people: {
        ...people,
        async find(sub, signal) {
          const person = await people.find(sub, signal);
          reads += 1;
          if (reads === 1)
            await tables.put(
              "PeopleTable",
              ...memberItems("ada", { tenantId: "globex", status: "suspended", version: 2 }).slice(1),
            );
          return person;
        },
      },
      tenants: tenantsTable(client, "TenantsTable", undefined),
      clients: clientsTable(client, "TenantsTable"),
      resourceServer: "api",
      clientIds: ["WebClient"],
      members: membersTable(client, "PeopleTable"),
      exclusions: exclusionsTable(client, "PeopleTable"),
      invitations: invitationsTable(client, "InvitationsTable"),
      signOut: () => async () => {},
    });
  const handler = api("memberships", endpoints, { log: () => {} });
  const leave = () =>
    ask(
      Object.assign(handler, { log: () => [], stop: async () => {} }),
      "DELETE /memberships/{tenantId}",
      ADA,
      { path: { tenantId: "globex" } },
    );
  expect(verdictOf(await leave())).toBe("409 conflict");
  expect(await membership("globex")).toMatchObject({ status: "suspended", version: 2 });
  expect(verdictOf(await leave())).toBe("403 refused");
});
