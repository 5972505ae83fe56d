import {
  ACME,
  ADA,
  ADAS_ADDRESS,
  INVITER,
  invitation,
  keyOfMark,
  membership as membershipOf,
  person,
  putTenants,
} from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
});
afterEach(() => tables.stop());

const load = (changes: Record<string, string> = {}) =>
  loadTrigger("post-confirmation", tables.endpoint, changes);
const confirm = (changes = {}) => recordedEvent("PostConfirmation_ConfirmSignUp", changes);

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const STAMP = { changedBy: { kind: "trigger", id: "post-confirmation" }, changedAt: TIME };
const profile = (changes = {}) => ({
  sub: ADA,
  item: "profile",
  status: "active",
  activeTenant: "acme",
  joined: { tenantId: "acme", role: "member", since: TIME },
  origin: "sign-up",
  createdAt: TIME,
  email: "ada@acme.example",
  emailVerified: true,
  addresses: new Set(["ada@acme.example"]),
  provenAddresses: new Set(["ada@acme.example"]),
  name: "Ada Lovelace",
  ...STAMP,
  ...changes,
});
const membership = (
  changes: { tenantId?: string; role?: string; email?: string } & Record<string, unknown> = {},
) => {
  const { tenantId = "acme", role = "member", email = ADAS_ADDRESS } = changes;
  return {
    ...membershipOf(tenantId, ADA, role, { name: "Ada Lovelace", email }),
    since: TIME,
    ...STAMP,
    ...changes,
  };
};
const holder = (email = ADAS_ADDRESS) => ({ sub: keyOfMark(`email#${email}`), item: `person#${ADA}` });

describe("a confirmation", () => {
  test("writes the profile and the membership, and gives the event back as it came", async () => {
    await expect(load()(confirm())).resolves.toEqual(confirm());
    expect(await tables.all("PeopleTable")).toEqual([profile(), membership(), holder()]);
  });

  test("consumes the invitation that placed the person", async () => {
    await tables.put("InvitationsTable", invitation());
    await load()(confirm());
    expect(await tables.all("PeopleTable")).toEqual([
      profile({ joined: { tenantId: "acme", role: "admin", since: TIME, invitedBy: INVITER } }),
      membership({ role: "admin", invitedBy: INVITER }),
      holder(),
    ]);
    expect(await tables.all("InvitationsTable")).toMatchObject([
      {
        status: "accepted",
        claimedBy: ADA,
        version: 3,
        changedBy: { kind: "trigger", id: "post-confirmation" },
      },
    ]);
  });

  test("delivered five times at once leaves one profile, with the first values", async () => {
    await tables.put("InvitationsTable", invitation());
    const trigger = load();
    await Promise.all(
      [1, 2, 3, 4, 5].map((delivery) =>
        trigger(confirm({ request: { userAttributes: { name: `Delivery ${delivery}` } } })),
      ),
    );
    const kinds = trigger.log().map(({ outcome }) => outcome);
    expect(kinds.sort()).toEqual(["existing", "existing", "existing", "existing", "provisioned"]);
    const written = await tables.all("PeopleTable");
    expect(written).toEqual([
      profile({
        name: expect.stringMatching(/^Delivery/),
        joined: { tenantId: "acme", role: "admin", since: TIME, invitedBy: INVITER },
      }),
      membership({
        role: "admin",
        invitedBy: INVITER,
        name: expect.stringMatching(/^Delivery/),
        nameKey: expect.stringMatching(/^delivery/),
      }),
      holder(),
    ]);

    await trigger(confirm({ request: { userAttributes: { name: "Later" } } }));
    expect(await tables.all("PeopleTable")).toEqual(written);
  });

  test("finishes what a delivery began that died after the membership", async () => {
    const begun = membershipOf("acme", ADA, "admin");
    await tables.put("PeopleTable", begun);
    await load()(confirm());
    expect(await tables.all("PeopleTable")).toEqual([
      profile({ joined: { tenantId: "acme", role: "admin", since: "2026-01-01T00:00:00.000Z" } }),
      begun,
      holder(),
    ]);
  });

  test("never changes a profile that is there, not even a suspended one", async () => {
    const known = new Set([ADAS_ADDRESS]);
    const suspended = person({ status: "suspended", addresses: known, provenAddresses: known });
    await tables.put("PeopleTable", ...suspended);
    await load()(recordedEvent("PostConfirmation_ConfirmForgotPassword"));
    expect(await tables.all("PeopleTable")).toEqual(suspended);
  });

  test.each([
    ["whose address is not verified", { email_verified: "false" }],
    ["whose verification is not Cognito's string", { email_verified: true }],
    ["whose address is a look-alike of an invited one", { email: "ada@\u212Acme.example" }],
    ["without an address", { email: null }],
  ])("of somebody %s writes nothing, and does not stop them", async (_, userAttributes) => {
    await tables.put("InvitationsTable", invitation());
    const event = confirm({ request: { userAttributes } });
    const trigger = load();
    await expect(trigger(event)).resolves.toEqual(event);
    expect(await tables.all("PeopleTable")).toEqual([]);
    expect(trigger.log()).toMatchObject([
      { outcome: "nowhere", warnings: ["belongs nowhere: unproven-address"] },
    ]);
  });

  test("of a new password writes the profile of somebody who has none", async () => {
    await load()(recordedEvent("PostConfirmation_ConfirmForgotPassword"));
    expect(await tables.all("PeopleTable")).toEqual([profile(), membership(), holder()]);
  });

  test("takes no tenant and no role from what a client can send along", async () => {
    const clientMetadata = { "custom:tenant_id": "globex", tenantId: "globex", role: "admin" };
    await load()(confirm({ request: { clientMetadata } }));
    expect(await tables.all("PeopleTable")).toEqual([profile(), membership(), holder()]);
  });

  test("in a tenant that is suspended writes nothing", async () => {
    await tables.put("TenantsTable", { ...ACME, status: "suspended" });
    await load()(confirm());
    expect(await tables.all("PeopleTable")).toEqual([]);
  });

  test("on an open stage needs no tenant to have been created", async () => {
    const event = confirm({ request: { userAttributes: { email: "ada@elsewhere.example" } } });
    await load({ SIGN_UP_POLICY: "open" })(event);
    expect(await tables.all("PeopleTable")).toEqual([
      profile({
        activeTenant: "public",
        joined: { tenantId: "public", role: "viewer", since: TIME },
        email: "ada@elsewhere.example",
        addresses: new Set(["ada@elsewhere.example"]),
        provenAddresses: new Set(["ada@elsewhere.example"]),
      }),
      membership({ tenantId: "public", role: "viewer", email: "ada@elsewhere.example" }),
      holder("ada@elsewhere.example"),
    ]);
  });
});

test("an unknown source passes", async () => {
  const event = confirm({ triggerSource: "PostConfirmation_Other" });
  const trigger = load();
  await expect(trigger(event)).resolves.toEqual(event);
  expect(await tables.all("PeopleTable")).toEqual([]);
  expect(trigger.log()).toMatchObject([{ outcome: "passed", warnings: ["unknown trigger source"] }]);
});
