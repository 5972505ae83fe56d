import {
  ACME,
  ADA,
  ADAS_ADDRESS,
  invitation,
  membership,
  ownedDomain,
  person,
  putTenants,
  suspendedMembership,
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

const load = () => loadTrigger("post-authentication", tables.endpoint);
const signedIn = (changes = {}) => recordedEvent("PostAuthentication_Authentication", changes);
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
/** What provisioning has kept of Ada's address. */
const REMEMBERED = { addresses: new Set([ADAS_ADDRESS]), provenAddresses: new Set([ADAS_ADDRESS]) };
const profile = () => tables.get("PeopleTable", { sub: ADA, item: "profile" });

test("a sign-in is remembered, with the address that the pool has now", async () => {
  const [before] = person();
  await tables.put("PeopleTable", ...person());
  const event = signedIn({ request: { userAttributes: { email: "Ada.King@acme.example" } } });
  await expect(load()(event)).resolves.toEqual(event);
  expect(await profile()).toEqual({
    ...before,
    email: "ada.king@acme.example",
    emailVerified: true,
    lastSignInAt: TIME,
    changedBy: { kind: "trigger", id: "post-authentication" },
    changedAt: TIME,
  });
});

test("name and language become those of the pool", async () => {
  await tables.put("PeopleTable", ...person({ name: "Ada Lovelace", locale: "en" }));
  await load()(signedIn({ request: { userAttributes: { name: "Ada King", locale: "fr" } } }));
  expect(await profile()).toMatchObject({ name: "Ada King", locale: "fr" });
});

test.each(["name", "locale"])("a %s that the pool has no more is forgotten", async (attribute) => {
  await tables.put("PeopleTable", ...person({ name: "Ada Lovelace", locale: "en" }));
  const userAttributes = { name: "Ada King", locale: "fr", [attribute]: undefined };
  await load()(signedIn({ request: { userAttributes } }));
  const { name, locale } = (await profile()) ?? {};
  expect({ name, locale }).toEqual(userAttributes);
});

test("a changed address changes neither tenant nor role", async () => {
  await tables.put("PeopleTable", ...person());
  await tables.put("TenantsTable", ownedDomain("globex.example", "globex"));
  await load()(signedIn({ request: { userAttributes: { email: "ada@globex.example" } } }));
  expect(await tables.all("PeopleTable")).toMatchObject([
    { activeTenant: "acme" },
    { tenantId: "acme", role: "member" },
  ]);
});

test("a sign-in takes one request once the tenant is known", async () => {
  await tables.put("PeopleTable", ...person());
  const trigger = load();
  await trigger(signedIn());
  expect(await tables.requestsDuring(() => trigger(signedIn()))).toEqual(["UpdateItem"]);
});

describe("refuses, now that the password is proven,", () => {
  test("suspended people", async () => {
    const items = person({ status: "suspended", ...REMEMBERED });
    await tables.put("PeopleTable", ...items);
    await expect(load()(signedIn())).rejects.toMatchObject({
      code: "suspended-person",
      message: "Your access is suspended. Please contact your administrator",
    });
    expect(await tables.all("PeopleTable")).toEqual(items);
  });
  test("removed people", async () => {
    await tables.put("PeopleTable", ...person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" }));
    await expect(load()(signedIn())).rejects.toMatchObject({
      code: "removed-person",
      message: "Your access has ended. Please contact your administrator",
    });
  });
  test.each([
    ["no second place", []],
    ["a second place that is suspended", [suspendedMembership("globex")]],
  ])("people of a suspended tenant who have %s", async (_, others) => {
    await tables.put("PeopleTable", ...person(), ...others);
    await tables.put("TenantsTable", { ...ACME, status: "suspended" });
    await expect(load()(signedIn())).rejects.toMatchObject({ code: "suspended-tenant" });
  });
  test("and leaves it to the token who has a place in a second tenant", async () => {
    await tables.put("PeopleTable", ...person(), membership("globex"));
    await tables.put("TenantsTable", { ...ACME, status: "suspended" });
    await expect(load()(signedIn())).resolves.toEqual(signedIn());
    await tables.put("PeopleTable", ...person({ status: "suspended" }));
    await expect(load()(signedIn())).rejects.toMatchObject({ code: "suspended-person" });
  });
  test("people of a suspended tenant", async () => {
    await tables.put("PeopleTable", ...person());
    await tables.put("TenantsTable", { ...ACME, status: "suspended" });
    await expect(load()(signedIn())).rejects.toMatchObject({ code: "suspended-tenant" });
  });
});

describe("lets pass, because the token issue decides,", () => {
  test("people without a profile", async () => {
    const trigger = load();
    await expect(trigger(signedIn())).resolves.toEqual(signedIn());
    expect(trigger.log()).toMatchObject([{ outcome: "no-profile-yet" }]);
    expect(await tables.all("PeopleTable")).toEqual([]);
  });
  test("removed people who have been invited since", async () => {
    await tables.put("PeopleTable", ...person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" }));
    await tables.put("InvitationsTable", invitation());
    const trigger = load();
    await expect(trigger(signedIn())).resolves.toEqual(signedIn());
    expect(trigger.log()).toMatchObject([{ outcome: "invited-back" }]);
  });
  test("an event that names nobody", async () => {
    const event = signedIn({ request: { userAttributes: null } });
    await expect(load()(event)).resolves.toEqual(event);
  });
  test("a source that it does not know", async () => {
    await tables.put("PeopleTable", ...person({ status: "suspended" }));
    const event = signedIn({ triggerSource: "PostAuthentication_Other" });
    await expect(load()(event)).resolves.toEqual(event);
  });
});
