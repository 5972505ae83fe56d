import { LOWEST_ROLE } from "../../../shared/tenants/role";
import type { Tenant } from "../../../shared/tenants/tenant";
import { changeTenant } from "../../../shared/tenants/tenant-changes";
import { tenantWrites } from "../../../shared/tenants/tenant-writes-table";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { ACME } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;

beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const context = {
  now: new Date("2026-05-01T00:00:00.000Z"),
  signal: new AbortController().signal,
  by: { kind: "person", id: "ada" },
} as const;

const ports = () => ({
  tenants: tenantsTable(tables.client, "TenantsTable", "public"),
  tenantWrites: tenantWrites(tables.client, "TenantsTable"),
});

const acme = (version: number) => ({ tenantId: "acme", version });

beforeEach(() => tables.put("TenantsTable", { ...ACME, version: 3 }));

test("a change says who made it, and goes up by one version", async () => {
  const changed = await changeTenant(ports(), acme(3), { name: "Äcme", defaultRole: "viewer" }, context);
  const tenant = { id: "acme", name: "Äcme", status: "active", defaultRole: "viewer", version: 4 };
  expect(changed).toEqual({ kind: "changed", tenant });
  expect(await tables.get("TenantsTable", { id: "tenant#acme" })).toEqual({
    ...tenant,
    id: "tenant#acme",
    listing: "tenants",
    sortKey: "acme#acme",
    changedBy: context.by,
    changedAt: "2026-05-01T00:00:00.000Z",
  });
});

test("a brand is kept with what it says, and taken away by null", async () => {
  const brand = { name: "Acme Cloud", colour: "#0055aa", supportUrl: "https://help.acme.example/" };
  expect(await changeTenant(ports(), acme(3), { brand }, context)).toMatchObject({ tenant: { brand } });
  expect(await ports().tenants.find("acme", context.signal)).toMatchObject({ brand, version: 4 });
  await changeTenant(ports(), acme(4), { brand: null }, context);
  expect(await ports().tenants.find("acme", context.signal)).not.toHaveProperty("brand");
});

test("a stale version changes nothing, unless it is as asked for already", async () => {
  expect(await changeTenant(ports(), acme(2), { name: "Other" }, context)).toEqual({ kind: "stale" });
  expect(await changeTenant(ports(), acme(2), { name: "Acme" }, context)).toMatchObject({
    kind: "changed",
    tenant: { version: 3 },
  });
});

test("of two at once, one wins", async () => {
  const changes = await Promise.all(
    ["One", "Other"].map((name) => changeTenant(ports(), acme(3), { name }, context)),
  );
  expect(changes.map(({ kind }) => kind).sort()).toEqual(["changed", "stale"]);
});

test("the public tenant, which has no item, gets one", async () => {
  const publicTenant = { tenantId: "public", version: 0 };
  expect(await changeTenant(ports(), publicTenant, { name: "Everybody" }, context)).toMatchObject({
    tenant: { id: "public", name: "Everybody", status: "active", defaultRole: LOWEST_ROLE, version: 1 },
  });
});

test.each(["platform", "globex"])("%s is no tenant that could be changed", async (tenantId) => {
  expect(await changeTenant(ports(), { tenantId, version: 0 }, { name: "New" }, context)).toEqual({
    kind: "not-found",
  });
  expect(await tables.get("TenantsTable", { id: `tenant#${tenantId}` })).toBeUndefined();
});

test("a tenant is made once", async () => {
  const initech: Tenant = {
    id: "initech",
    name: "Initech",
    status: "active",
    defaultRole: "member",
    version: 1,
  };
  const made = [0, 1].map(() => ports().tenantWrites.create(initech, context));
  expect((await Promise.all(made)).sort()).toEqual([false, true]);
  expect(await ports().tenants.find("initech", context.signal)).toEqual(initech);
});

test("a malformed brand keeps nobody out", async () => {
  await tables.put("TenantsTable", { ...ACME, brand: { name: "{Acme}" } });
  expect(await ports().tenants.find("acme", context.signal)).not.toHaveProperty("brand");
});
