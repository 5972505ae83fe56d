import { importPerson, type PersonImportPorts } from "../../../../commands/people/importing/import-person";
import { newcomerFacts } from "../../../../commands/people/importing/newcomer-facts";
import { batchedGets } from "../../../../commands/stores/batched-gets";
import { readEmail } from "../../../../shared/email";
import { migrationsTable } from "../../../../shared/legacy-users/migrations-table";
import { exclusionsTable } from "../../../../shared/people/exclusions-table";
import { holdersTable } from "../../../../shared/people/holders-table";
import { peopleTable } from "../../../../shared/people/people-table";
import { createProvisioning } from "../../../../shared/people/provisioning";
import { invitationsTable } from "../../../../shared/tenants/invitations-table";
import { tenantsTable } from "../../../../shared/tenants/tenants-table";
import { changeAt } from "../../../harness/change-context";
import { ACME, ADA, ADAS_ADDRESS, GLOBEX, keyOfMark, membership } from "../../../harness/people";
import { crashAtCall } from "../../harness/crash-at-call";
import { type LocalStage, nameOf, startLocalStage } from "../../harness/local-stage";
import { provision } from "../../harness/provision";

const POLICY = { signUpPolicy: "open", publicTenant: "public" } as const;
const WANTED = {
  tenantId: "acme",
  role: "admin",
  identity: {
    sub: ADA,
    email: readEmail(ADAS_ADDRESS),
    emailVerified: true,
    federation: undefined,
    accounts: ["google_1"],
    assigned: { tenantId: undefined, role: undefined },
    legacyId: undefined,
    name: "Ada Lovelace",
    locale: "en",
  },
} as const;

let stage: LocalStage;
beforeEach(async () => {
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME, GLOBEX, { ...ACME, id: "tenant#public" });
});
afterEach(() => stage.stop());

function portsOf({ client }: LocalStage): PersonImportPorts {
  const [people, invitations] = [nameOf("PeopleTable"), nameOf("InvitationsTable")];
  const tables = {
    people: peopleTable(client, people),
    exclusions: exclusionsTable(client, people),
    holders: holdersTable(client, people),
    tenants: tenantsTable(client, nameOf("TenantsTable"), undefined),
    invitations: invitationsTable(client, invitations),
    migrations: migrationsTable(client, nameOf("MigrationsTable")),
  };
  return {
    ...tables,
    facts: newcomerFacts(batchedGets(client), { people, invitations }),
    provision: createProvisioning(tables, POLICY),
    publicTenant: POLICY.publicTenant,
  };
}

/** The same, of which the nth call throws. */
function crashingAt(call: number): PersonImportPorts {
  const ports = portsOf(stage);
  const { people, holders, tenants, facts } = ports;
  return { ...ports, ...crashAtCall(call, { people, holders, tenants, facts }) };
}

const importAda = (ports = portsOf(stage)) => importPerson(ports, WANTED, changeAt(stage.now));
const everything = async () => [await stage.all("PeopleTable"), await stage.holders()];

test("writes of somebody new what provisioning writes", async () => {
  expect(await importAda()).toEqual({ kind: "imported" });
  const quick = await everything();
  await stage.stop();
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME);
  // A membership without a profile is finished by provisioning.
  await stage.put("PeopleTable", (quick[0] ?? []).find(({ item }) => item === "tenant#acme") ?? {});
  expect(await importAda()).toEqual({ kind: "imported" });
  expect(await everything()).toEqual(quick);
  expect(quick[1]).toHaveLength(2);
});

describe("a crash", () => {
  // One call each: find of the person and of the tenant, exclusions, invitation, join, holders, register.
  test.each([1, 2, 3, 4, 5, 6, 7])("before call %i is made good by the next import", async (call) => {
    await importAda();
    const whole = await everything();
    await stage.stop();
    stage = await startLocalStage();
    await stage.put("TenantsTable", ACME);
    await expect(importAda(crashingAt(call))).rejects.toThrow("crash");
    const { kind } = await importAda();
    expect(kind).toBe("imported");
    expect(await everything()).toEqual(whole);
  });

  test("after the membership is made good by their own next token", async () => {
    await expect(importAda(crashingAt(6))).rejects.toThrow("crash");
    expect((await provision(stage, { linked: ["google_1"] })).kind).toBe("provisioned");
    expect(await importAda()).toEqual({ kind: "there" });
    const [people] = await everything();
    expect(people?.map(({ item, role }) => [item, role])).toEqual([
      ["profile", undefined],
      ["tenant#acme", "admin"],
    ]);
  });

  test("does not come before an eighth call", async () => {
    expect(await importAda(crashingAt(8))).toEqual({ kind: "imported" });
  });
});

test("goes on with what a sign-in had begun in another tenant", async () => {
  await stage.put("PeopleTable", membership("globex", ADA, "member"));
  expect(await importAda()).toEqual({ kind: "imported" });
  const [people] = await everything();
  expect(people?.map(({ item, activeTenant }) => [item, activeTenant])).toEqual([
    ["profile", "globex"],
    ["tenant#acme", undefined],
    ["tenant#globex", undefined],
  ]);
});

test.each([
  ["exclusion", "out of all tenants"],
  ["exclusion#acme", "out of this one"],
])("whoever is kept out by an account (%s) stays out", async (item) => {
  await stage.put("PeopleTable", {
    sub: keyOfMark("identity#google_1"),
    item,
    status: "removed",
    since: "2026-01-01T00:00:00.000Z",
  });
  expect(await importAda()).toMatchObject({ kind: "refused" });
  expect(await everything()).toEqual([[expect.objectContaining({ item })], []]);
});
