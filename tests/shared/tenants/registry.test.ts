import type { Actor } from "../../../shared/change";
import { registerClient, releaseClient } from "../../../shared/tenants/client-registration";
import { type ClientRegistration, mistakeInRegistration } from "../../../shared/tenants/clients";
import { type Clients, clientsTable } from "../../../shared/tenants/clients-table";
import type { ListingPosition } from "../../../shared/tenants/listing";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { ACME, client } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let clients: Clients;
beforeEach(async () => {
  tables = await startTables();
  await tables.put("TenantsTable", ACME);
  clients = clientsTable(tables.client, "TenantsTable");
});
afterEach(() => tables.stop());

const { signal } = new AbortController();
const now = new Date("2026-05-01T12:00:00.000Z");
const by: Actor = { kind: "operator", id: "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7" };
const AGENT: ClientRegistration = {
  clientId: "3agent",
  name: "Agent",
  kind: "foreign",
  scopes: ["api/members.read"],
};
const register = (registration: ClientRegistration, onVersion?: number) =>
  registerClient({ clients, tenants: tenantsTable(tables.client, "TenantsTable", "public") }, registration, {
    by,
    now,
    signal,
    ...(onVersion !== undefined && { onVersion }),
  });
const release = (onVersion?: number) =>
  releaseClient({ clients }, "3agent", { by, now, signal, ...(onVersion !== undefined && { onVersion }) });

describe("a change", () => {
  test("says who made it and when, and has a version", async () => {
    await register(AGENT);
    const entry = {
      ...AGENT,
      status: "registered",
      managedBy: "operator",
      changedBy: by,
      changedAt: now.toISOString(),
    };
    expect(await clients.find("3agent", signal)).toEqual({ ...entry, version: 1 });
    expect(await release()).toMatchObject({ kind: "changed", entry: { version: 2 } });
    expect(await clients.find("3agent", signal)).toEqual({ ...entry, status: "released", version: 2 });
    expect(await register({ ...AGENT, scopes: [] })).toMatchObject({
      kind: "changed",
      entry: { version: 3 },
    });
  });

  test("that is none is not written", async () => {
    await register({ ...AGENT, scopes: ["a", "b"] });
    expect(await register({ ...AGENT, scopes: ["b", "a"] })).toMatchObject({
      kind: "unchanged",
      entry: { version: 1 },
    });
    await release();
    expect(await release()).toMatchObject({ kind: "unchanged", entry: { version: 2 } });
  });

  test("made on another version than the present one is stale", async () => {
    expect(await register(AGENT, 1)).toEqual({ kind: "stale" });
    expect(await register(AGENT, 0)).toMatchObject({ kind: "changed" });
    expect(await register({ ...AGENT, scopes: [] }, 0)).toEqual({ kind: "stale" });
    expect(await release(2)).toEqual({ kind: "stale" });
    expect(await release(1)).toMatchObject({ kind: "changed" });
  });

  test("of what was never there is none", async () => {
    expect(await release()).toEqual({ kind: "unknown" });
    expect(await clients.find("3agent", signal)).toBeUndefined();
  });

  test("for a tenant that does not exist is not made", async () => {
    const machine: ClientRegistration = { ...AGENT, kind: "machine", tenantId: "initech" };
    expect(await register(machine)).toEqual({ kind: "unknown-tenant" });
    expect(await register({ ...machine, tenantId: "platform" })).toMatchObject({ kind: "changed" });
  });

  test("takes over what the stack has made", async () => {
    await tables.put("TenantsTable", client("3agent", { ...AGENT, managedBy: "stack" }));
    expect(await register(AGENT)).toMatchObject({
      kind: "changed",
      entry: { managedBy: "operator", version: 2 },
    });
  });
});

test("of several changes at once each is made on the one before", async () => {
  const names = ["a", "b", "c", "d"];
  const done = await Promise.all(names.map((name) => register({ ...AGENT, name })));
  expect(done.map((change) => ("entry" in change ? change.entry.version : 0)).sort()).toEqual([1, 2, 3, 4]);
  const [winner, ...others] = await Promise.all(
    names.map((name) => register({ ...AGENT, name: `${name}!` }, 4)),
  );
  expect([winner, ...others].map((change) => change?.kind).sort()).toEqual([
    "changed",
    "stale",
    "stale",
    "stale",
  ]);
});

test("a list has pages, is sorted by name, and shows nothing that has ended", async () => {
  const ids = Array.from({ length: 7 }, (_, number) => `3agent${number}`);
  for (const clientId of ids)
    await register({ ...AGENT, clientId, name: `Agent ${9 - Number(clientId.at(-1))}` });
  await releaseClient({ clients }, "3agent3", { by, now, signal });
  const pages: string[][] = [];
  let from: ListingPosition | undefined;
  do {
    const page = await clients.list({ limit: 3, from }, signal);
    pages.push(page.entries.map(({ clientId }) => clientId));
    from = page.next;
  } while (from !== undefined);
  expect(pages.flat()).toEqual(["3agent6", "3agent5", "3agent4", "3agent2", "3agent1", "3agent0"]);
  expect(pages[0]).toHaveLength(3);
});

test.each<[Partial<ClientRegistration>, string | undefined]>([
  [{}, undefined],
  [{ name: " " }, "the name of a client has 1 to 128 characters"],
  [{ name: "x".repeat(129) }, "the name of a client has 1 to 128 characters"],
  [{ kind: "machine" }, "a machine acts for a tenant, or for platform: name it"],
  [{ tenantId: "acme" }, "only a machine acts for a tenant; people act for their own"],
  [{ kind: "own" }, "a client of kind own has the scopes of each person's role, and no ceiling"],
  [{ scopes: ["a b"] }, '"a b" is not the full name of a scope'],
  [{ scopes: [""] }, '"" is not the full name of a scope'],
  [{ scopes: ["https://api.acme.example/members.read"] }, undefined],
])("a registration with %j: %s", (changes, mistake) => {
  expect(mistakeInRegistration({ ...AGENT, ...changes })).toBe(mistake);
});
