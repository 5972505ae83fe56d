import { startFlakyTables } from "../../flaky-tables";
import { ADA, invitation, putTenants } from "../../people";
import { recordedEvent } from "../../recorded-event";
import { startTables, type Tables } from "../../tables";
import { loadTrigger } from "../../triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
});
afterEach(() => tables.stop());

/** Ada was invited; her attributes also carry a legacy id, so that every write of a provisioning takes place. */
const ada = () =>
  recordedEvent("TokenGeneration_Authentication", {
    request: { userAttributes: { "custom:legacy_id": "4711" } },
  });

const everything = async () => ({
  people: await tables.all("PeopleTable"),
  invitations: await tables.all("InvitationsTable"),
  migrations: await tables.all("MigrationsTable"),
});

const COMPLETE = {
  people: [
    expect.objectContaining({ sub: ADA, item: "profile", activeTenant: "acme", legacyId: "4711" }),
    expect.objectContaining({ sub: ADA, tenantId: "acme", role: "admin", invitedBy: "operator" }),
  ],
  invitations: [],
  migrations: [expect.objectContaining({ legacyId: "4711", sub: ADA })],
};

/** A token issue for somebody new asks this often. */
const ALL_REQUESTS = 11;

test("a provisioning that is not disturbed does all there is to do", async () => {
  await tables.put("InvitationsTable", invitation());
  const trigger = loadTrigger("pre-token-generation", tables.endpoint);
  expect(await tables.requestsDuring(() => trigger(ada()))).toEqual([
    "Query",
    "Query",
    "GetItem",
    "GetItem",
    "Query",
    "GetItem",
    "PutItem",
    "PutItem",
    "DeleteItem",
    "PutItem",
    "Query",
    "GetItem",
  ]);
  expect(await everything()).toEqual(COMPLETE);
});

test.each(Array.from({ length: ALL_REQUESTS }, (_, served) => [served]))(
  "one that dies after %d requests issues no token, and the next one finishes it in the same tenant and role",
  async (served) => {
    await tables.put("InvitationsTable", invitation());
    const flaky = await startFlakyTables(tables.endpoint, served);
    await expect(loadTrigger("pre-token-generation", flaky.endpoint)(ada())).rejects.toMatchObject({
      code: "fault",
    });
    await flaky.stop();

    await loadTrigger("pre-token-generation", tables.endpoint)(ada());
    expect(await everything()).toEqual(COMPLETE);
  },
);

test("ten at once, from two triggers, leave one profile", async () => {
  await tables.put("InvitationsTable", invitation());
  const tokens = loadTrigger("pre-token-generation", tables.endpoint);
  const confirmed = loadTrigger("post-confirmation", tables.endpoint);
  const confirmation = { ...ada(), triggerSource: "PostConfirmation_ConfirmSignUp" };
  await Promise.all(
    Array.from({ length: 10 }, (_, index) => (index % 2 ? tokens(ada()) : confirmed(confirmation))),
  );
  expect(await everything()).toEqual(COMPLETE);
});

test("a legacy id that is another person's stops everything before the first write", async () => {
  await tables.put("InvitationsTable", invitation());
  await tables.put("MigrationsTable", { legacyId: "4711", sub: "somebody-else" });
  const trigger = loadTrigger("pre-token-generation", tables.endpoint);
  await expect(trigger(ada())).rejects.toMatchObject({ code: "nowhere" });
  expect(trigger.log()).toMatchObject([{ warnings: ["belongs nowhere: legacy-id-taken"] }]);
  expect(await tables.all("PeopleTable")).toEqual([]);
  expect(await tables.all("InvitationsTable")).toHaveLength(1);
});
