import { createHash } from "node:crypto";
import {
  ACME,
  ACMES_DOMAIN,
  client,
  invitation,
  legacyBlaise,
  MACHINE,
  person,
  provider,
  putTenants,
  WEB,
} from "./harness/people";
import { recordedEvent } from "./harness/recorded-event";
import { startTables, type Tables } from "./harness/tables";
import { loadTrigger } from "./harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
});
afterEach(() => tables.stop());

const load = (name: string, changes: Record<string, string> = {}) =>
  loadTrigger(name, tables.endpoint, { MIGRATION_FLOOR: "0", ...changes });

const signIn = () => recordedEvent("TokenGeneration_Authentication");
const signUp = () => recordedEvent("PreSignUp_SignUp");
const machine = () => recordedEvent("TokenGeneration_ClientCredentials");
const migration = () => recordedEvent("UserMigration_Authentication");

const NEUTRAL = { code: "fault", message: "This is not possible at the moment. Please try again later" };
const faultOf = (trigger: ReturnType<typeof load>) =>
  (trigger.log().at(-1)?.error as { message?: string } | undefined)?.message;

const profile = () => tables.get("PeopleTable", { sub: person()[0]?.sub, item: "profile" });

describe("a tenant", () => {
  const MALFORMED: [string, object][] = [
    ["without a status", { status: undefined }],
    ["with a status that does not exist", { status: "Active" }],
    ["with a status of another type", { status: ["active"] }],
    ["without a name", { name: undefined }],
    ["with a name of another type", { name: 1 }],
    ["without a default role", { defaultRole: undefined }],
    ["with a default role that does not exist", { defaultRole: "owner" }],
  ];

  test.each(MALFORMED)("%s is a fault that names it, and is not remembered", async (_, changes) => {
    await tables.put("PeopleTable", ...person());
    await tables.put("TenantsTable", { ...ACME, ...changes });
    const trigger = load("pre-token-generation");
    await expect(trigger(signIn())).rejects.toMatchObject(NEUTRAL);
    expect(faultOf(trigger)).toBe("the tenant acme is malformed");
    await tables.put("TenantsTable", ACME);
    await expect(trigger(signIn())).resolves.toBeDefined();
  });

  test.each(MALFORMED)("%s takes nobody in, and writes nothing", async (_, changes) => {
    await tables.put("TenantsTable", { ...ACME, ...changes });
    await expect(load("pre-token-generation")(signIn())).rejects.toMatchObject(NEUTRAL);
    await expect(load("pre-token-generation")(machine())).rejects.toMatchObject(NEUTRAL);
    expect(await tables.all("PeopleTable")).toEqual([]);
  });
});

describe.each([
  ["nobody", {}],
  ["a number", { tenantId: 1 }],
  ["a list", { tenantId: ["acme"] }],
  ["what no tenant can be called", { tenantId: "Acme Inc." }],
])("a domain that is owned by %s", (_, holder) => {
  test("is a fault, and not nobody's", async () => {
    const { tenantId, ...owned } = ACMES_DOMAIN;
    await tables.put("TenantsTable", { ...owned, ...holder });
    await tables.put("InvitationsTable", invitation({ tenantId: "globex" }));
    const trigger = load("pre-sign-up");
    await expect(trigger(signUp())).rejects.toMatchObject(NEUTRAL);
    expect(faultOf(trigger)).toBe("domain#acme.example is malformed");
  });
});

describe("a client", () => {
  const MALFORMED: [string, object][] = [
    [
      "with nothing but a tenant",
      { name: undefined, kind: undefined, status: undefined, version: undefined },
    ],
    ["without a kind", { kind: undefined }],
    ["of a kind that does not exist", { kind: "Own" }],
    ["without a status", { status: undefined }],
    ["with a status of another type", { status: ["registered"] }],
    ["that acts for a number", { tenantId: 1 }],
    ["that acts for what no tenant can be called", { tenantId: "Acme Inc." }],
    ["with a ceiling that is a text", { scopes: "api/members.read" }],
    ["with a scope that is none", { scopes: ["api/members.read api/members.manage"] }],
    ["without a version", { version: undefined }],
    ["that nobody answers for", { managedBy: "nobody" }],
    ["that nobody has changed", { changedBy: undefined }],
  ];
  test.each(MALFORMED)("%s is a fault that names it, for machines and for people", async (_, changes) => {
    await tables.put("PeopleTable", ...person());
    for (const [clientId, event] of [[MACHINE, machine()] as const, [WEB, signIn()] as const]) {
      await tables.put("TenantsTable", client(clientId, { kind: "machine", tenantId: "acme", ...changes }));
      const trigger = load("pre-token-generation");
      await expect(trigger(event)).rejects.toMatchObject(NEUTRAL);
      expect(faultOf(trigger)).toBe(`client#${clientId} is malformed`);
    }
  });
});

test.each([
  ["without a name", { name: undefined }],
  ["with the name of another", { name: "Other" }],
  ["without a status", { status: undefined }],
  ["of a status that does not exist", { status: "Bound" }],
  ["bound to what no tenant can be called", { tenantId: "Acme Inc." }],
  ["bound to the platform", { tenantId: "platform" }],
  ["that proves a text", { authoritativeFor: "acme.example" }],
  ["that proves what is no domain", { authoritativeFor: ["Acme.example"] }],
])("a provider %s is a fault that names it, and takes nobody in", async (_, changes) => {
  await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme", ...changes }));
  const trigger = load("pre-token-generation");
  await expect(trigger(recordedEvent("TokenGeneration_HostedAuth.federated"))).rejects.toMatchObject(NEUTRAL);
  expect(faultOf(trigger)).toBe("provider#acmesaml is malformed");
  expect(await tables.all("PeopleTable")).toEqual([]);
});

test("the platform owns no domain", async () => {
  await tables.put("TenantsTable", { ...ACMES_DOMAIN, tenantId: "platform" });
  await expect(load("pre-sign-up")(signUp())).rejects.toMatchObject(NEUTRAL);
});

const exclusion = (mark: string, changes: object) => ({
  sub: `mark#${createHash("sha256").update(mark).digest("hex")}`,
  item: "exclusion",
  ...changes,
});
const SINCE = "2026-02-01T00:00:00.000Z";

test.each([
  ["without anything", {}],
  ["without a status", { since: SINCE }],
  ["with a status that does not exist", { status: "Suspended", since: SINCE }],
  ["with a status of another type", { status: 1, since: SINCE }],
  ["without a time", { status: "removed" }],
  ["with a time of another type", { status: "removed", since: 1 }],
  ["with a time that is none", { status: "removed", since: "long ago" }],
])(
  "an exclusion %s excludes, whatever invitation there is and whatever stands beside it",
  async (_, changes) => {
    await tables.put("PeopleTable", exclusion("email#grace@acme.example", changes));
    await tables.put(
      "PeopleTable",
      exclusion("identity#acmesaml_grace@acme.example", { status: "removed", since: SINCE }),
    );
    await tables.put("InvitationsTable", invitation({ email: "grace@acme.example" }));
    await tables.put(
      "TenantsTable",
      provider("AcmeSaml", { tenantId: "acme", authoritativeFor: ["acme.example"] }),
    );
    const federated = recordedEvent("TokenGeneration_HostedAuth.federated");
    await expect(load("pre-token-generation")(federated)).rejects.toMatchObject(NEUTRAL);
    expect(await tables.all("PeopleTable")).toHaveLength(2);
  },
);

test.each([
  ["without a role", { role: undefined }],
  ["with a role that does not exist", { role: "owner" }],
  ["without a time", { createdAt: undefined }],
  ["with a time that is none", { createdAt: "yesterday" }],
  ["without an end", { expiresAt: undefined }],
  ["with an end of another type", { expiresAt: "9999999999" }],
])("an invitation %s gives nobody its tenant's default role", async (_, changes) => {
  await tables.put("InvitationsTable", invitation(changes));
  const trigger = load("pre-token-generation");
  await expect(trigger(signIn())).rejects.toMatchObject(NEUTRAL);
  expect(faultOf(trigger)).toBe("an invitation of the tenant acme is malformed");
  expect(await profile()).toBeUndefined();
});

test.each([
  ["a number", 1],
  ["no time", "long ago"],
  ["a list", [SINCE]],
])("a tombstone whose time is %s stands, whatever invitation there is", async (_, removedAt) => {
  const [tombstone = {}] = person({ status: "removed", removedAt });
  await tables.put("PeopleTable", tombstone);
  await tables.put("InvitationsTable", invitation());
  await expect(load("pre-token-generation")(signIn())).rejects.toMatchObject({ code: "removed-person" });
  expect(await profile()).toEqual(tombstone);
});

test.each([
  ["without a status", { status: undefined }, {}],
  ["with a status of another type", { status: true }, {}],
  ["without a tenant", { activeTenant: undefined }, {}],
  ["with a tenant of another type", { activeTenant: ["acme"] }, {}],
  ["whose membership has no role", {}, { role: undefined }],
  ["whose membership has a role that does not exist", {}, { role: "Admin" }],
  ["whose membership has a role of another type", {}, { role: ["admin"] }],
  ["whose membership names no tenant", {}, { tenantId: undefined }],
])("a profile %s gets no token", async (_, ofProfile, ofMembership) => {
  const [found, membership] = person();
  await tables.put("PeopleTable", { ...found, ...ofProfile }, { ...membership, ...ofMembership });
  await expect(load("pre-token-generation")(signIn())).rejects.toMatchObject({ name: "RejectionError" });
});

test.each([{}, { sub: 1 }, { sub: "" }])("a migration that names nobody is a fault: %j", async (bound) => {
  await tables.put("LegacyUsersTable", legacyBlaise());
  await tables.put("MigrationsTable", { legacyId: "4711", ...bound });
  await expect(load("user-migration")(migration())).rejects.toMatchObject(NEUTRAL);
  const registering = recordedEvent("PreSignUp_SignUp", {
    request: { userAttributes: { email: "blaise@legacy.example" } },
  });
  await expect(load("pre-sign-up", { SIGN_UP_POLICY: "open" })(registering)).rejects.toMatchObject(NEUTRAL);
});

test.each([{ legacyId: true }, { legacyId: ["4711"] }, { tenantId: 1 }, { role: { is: "viewer" } }])(
  "a legacy user with %j does not move over",
  async (changes) => {
    await tables.put("LegacyUsersTable", legacyBlaise(changes));
    const event = migration();
    await expect(load("user-migration")(event)).resolves.toEqual(event);
  },
);
