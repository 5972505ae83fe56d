import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { exclusionFrom } from "../../../shared/people/exclusion";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { emailMark, identityMark } from "../../../shared/people/marks";
import { withoutChange } from "../../harness/change-context";
import { startDyingTables } from "../../harness/faulty-tables";
import {
  ADA,
  ADAS_ADDRESS,
  exclusionOf,
  formerMembership,
  INVITER,
  invitation,
  keyOfMark,
  membership,
  person,
  profile,
  provider,
  putTenants,
  suspendedMembership,
} from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

const { signal } = new AbortController();

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
  people: withoutChange(await tables.all("PeopleTable")),
  invitations: withoutChange(await tables.all("InvitationsTable")),
  migrations: await tables.all("MigrationsTable"),
});

/** It is claimed at first, which is one change, and accepted at last. */
const { changedBy: _, changedAt: __, listKey: ___, ...untouched } = invitation();
const ACCEPTED = { ...untouched, status: "accepted", claimedBy: ADA, version: 3 };

const COMPLETE = {
  people: [
    expect.objectContaining({ sub: ADA, item: "profile", activeTenant: "acme", legacyId: "4711" }),
    expect.objectContaining({
      sub: ADA,
      tenantId: "acme",
      role: "admin",
      status: "active",
      version: 1,
      invitedBy: INVITER,
      name: "Ada Lovelace",
      email: ADAS_ADDRESS,
    }),
    { sub: keyOfMark(`email#${ADAS_ADDRESS}`), item: `person#${ADA}` },
  ],
  invitations: [ACCEPTED],
  migrations: [expect.objectContaining({ legacyId: "4711", sub: ADA })],
};

/** A token issue for somebody new asks this often. */
const ALL_REQUESTS = 14;

test("a provisioning that is not disturbed does all there is to do", async () => {
  await tables.put("InvitationsTable", invitation());
  const trigger = loadTrigger("pre-token-generation", tables.endpoint);
  const [one, other, ...then] = await tables.requestsDuring(() => trigger(ada()));
  // The person and the client are read at once.
  expect([one, other].sort()).toEqual(["GetItem", "Query"]);
  expect(then).toEqual([
    "Query",
    "GetItem",
    "Query",
    "Query",
    "GetItem",
    "PutItem",
    "UpdateItem",
    "PutItem",
    "UpdateItem",
    "PutItem",
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
    const dying = await startDyingTables(tables.endpoint, served);
    await expect(loadTrigger("pre-token-generation", dying.endpoint)(ada())).rejects.toMatchObject({
      code: "fault",
    });
    await dying.stop();

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

describe("one invitation", () => {
  const NATIVE = "03f4a8b2-60d1-70b5-3c9e-5d2f8e1a7c46";
  const native = () =>
    recordedEvent("PostConfirmation_ConfirmSignUp", { request: { userAttributes: { sub: NATIVE } } });
  const federated = () =>
    recordedEvent("PostConfirmation_ConfirmSignUp", {
      userName: "Google_1234",
      request: { userAttributes: { "cognito:user_status": "EXTERNAL_PROVIDER" } },
    });

  test("lets one person in, however close a native and a federated one of its address come", async () => {
    await tables.put("TenantsTable", provider("Google", { authoritativeFor: ["acme.example"] }));
    const trigger = loadTrigger("post-confirmation", tables.endpoint, {
      SIGN_UP_POLICY: "invited",
    });
    for (let round = 0; round < 5; round += 1) {
      await tables.put("InvitationsTable", invitation());
      await Promise.all([trigger(native()), trigger(federated())]);
      const profiles = (await tables.all("PeopleTable")).filter(({ item }) => item === "profile");
      expect(profiles).toHaveLength(1);
      for (const { sub, item } of await tables.all("PeopleTable"))
        await tables.client.send(new DeleteCommand({ TableName: "PeopleTable", Key: { sub, item } }));
    }
    expect(trigger.log().filter(({ outcome }) => outcome === "nowhere")).toHaveLength(5);
  });
});

describe("a membership that is missing beside its profile", () => {
  const lose = () =>
    tables.client.send(
      new DeleteCommand({ TableName: "PeopleTable", Key: { sub: ADA, item: "tenant#acme" } }),
    );

  test.each([
    ["of somebody who was invited", [invitation()], "admin"],
    ["of somebody whose domain a tenant owns", [], "member"],
  ])("%s is written again with the next token", async (_, invitations, role) => {
    await tables.put("InvitationsTable", ...invitations);
    const trigger = loadTrigger("pre-token-generation", tables.endpoint);
    await trigger(ada());
    const before = await everything();
    await lose();
    await trigger(ada());
    expect(await everything()).toEqual(before);
    expect(before.people).toContainEqual(expect.objectContaining({ item: "tenant#acme", role }));
    expect(trigger.log().at(-1)).toMatchObject({ outcome: "issued", profile: "repaired" });
  });

  test("stays away once the profile no longer names it", async () => {
    const trigger = loadTrigger("pre-token-generation", tables.endpoint);
    await trigger(ada());
    const profile = await tables.get("PeopleTable", { sub: ADA, item: "profile" });
    await tables.put("PeopleTable", { ...profile, joined: undefined });
    await lose();
    await expect(trigger(ada())).rejects.toMatchObject({ code: "nowhere" });
  });
});

describe("an address that was proven since the last token", () => {
  const proving = (email: string, triggerSource: string) => {
    const event = recordedEvent(triggerSource, { request: { userAttributes: { email } } });
    return loadTrigger(
      triggerSource.startsWith("Post") ? "post-authentication" : "pre-token-generation",
      tables.endpoint,
    )(event);
  };
  const proven = async () =>
    (await tables.get("PeopleTable", { sub: ADA, item: "profile" }))?.provenAddresses;
  const excluded = async () => {
    const { find } = exclusionsTable(tables.client, "PeopleTable");
    return exclusionFrom(await find([emailMark("ada@new.example")], signal), undefined);
  };

  test("is kept at a refresh, beside the others", async () => {
    await tables.put("PeopleTable", ...person({ provenAddresses: new Set(["ada@acme.example"]) }));
    await proving("ada@new.example", "TokenGeneration_RefreshTokens");
    expect(await proven()).toEqual(new Set(["ada@acme.example", "ada@new.example"]));
    expect(await excluded()).toBeUndefined();
  });

  test.each(["TokenGeneration_RefreshTokens", "PostAuthentication_Authentication"])(
    "of a suspended person is excluded when they try again (%s)",
    async (source) => {
      await tables.put("PeopleTable", ...person({ status: "suspended" }));
      await expect(proving("ada@new.example", source)).rejects.toMatchObject({ code: "suspended-person" });
      expect(await excluded()).toMatchObject({ status: "suspended" });
      expect(await proven()).toEqual(new Set(["ada@new.example"]));
    },
  );

  test.each(["TokenGeneration_RefreshTokens", "PostAuthentication_Authentication"])(
    "of a removed person is excluded, and their tombstone stays as it is (%s)",
    async (source) => {
      const [tombstone] = person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" });
      await tables.put("PeopleTable", { ...tombstone, email: undefined });
      await expect(proving("ada@new.example", source)).rejects.toMatchObject({ code: "removed-person" });
      expect(await excluded()).toMatchObject({ status: "removed", since: "2026-02-01T00:00:00.000Z" });
      expect(await proven()).toBeUndefined();
    },
  );
});

describe("an identity that is linked to an account", () => {
  const LINKED = {
    identities: JSON.stringify([
      { providerName: "Corp", providerType: "SAML", userId: "Ada-1", primary: "false" },
    ]),
  };
  const excluded = async () => {
    const { find } = exclusionsTable(tables.client, "PeopleTable");
    return exclusionFrom(await find([identityMark("Corp_ada-1")], signal), undefined);
  };

  test("is kept with the profile at the next token", async () => {
    await tables.put("PeopleTable", ...person());
    const event = recordedEvent("TokenGeneration_RefreshTokens", { request: { userAttributes: LINKED } });
    await loadTrigger("pre-token-generation", tables.endpoint)(event);
    const profile = await tables.get("PeopleTable", { sub: ADA, item: "profile" });
    expect(profile?.accounts).toEqual(new Set(["corp_ada-1"]));
  });

  test("is excluded with a suspended person who tries to come in by it", async () => {
    await tables.put("PeopleTable", ...person({ status: "suspended" }));
    const event = recordedEvent("PostAuthentication_Authentication", { request: { userAttributes: LINKED } });
    await expect(loadTrigger("post-authentication", tables.endpoint)(event)).rejects.toMatchObject({
      code: "suspended-person",
    });
    expect(await excluded()).toMatchObject({ status: "suspended" });
  });
});

describe("a membership that has ended", () => {
  const issue = (email = ADAS_ADDRESS) =>
    loadTrigger(
      "pre-token-generation",
      tables.endpoint,
    )(recordedEvent("TokenGeneration_Authentication", { request: { userAttributes: { email } } }));
  const stored = (tenantId = "acme") => tables.get("PeopleTable", { sub: ADA, item: `tenant#${tenantId}` });
  const BEFORE = "2026-01-15T00:00:00.000Z";

  test("is not written again from what the profile began with, nor by the domain", async () => {
    const joined = { tenantId: "acme", role: "member", since: "2026-01-01T00:00:00.000Z" };
    await tables.put("PeopleTable", profile({ joined }), formerMembership());
    await expect(issue()).rejects.toMatchObject({ code: "nowhere" });
    expect(await stored()).toEqual(formerMembership());
  });

  test("is not begun again by the domain of somebody who never had a profile", async () => {
    await tables.put("PeopleTable", formerMembership());
    await expect(issue()).rejects.toMatchObject({ code: "nowhere" });
    expect(await tables.all("PeopleTable")).toEqual([formerMembership()]);
  });

  test("begins anew by an invitation that is newer, at the next version", async () => {
    await tables.put("PeopleTable", profile(), formerMembership());
    await tables.put("InvitationsTable", invitation());
    const trigger = loadTrigger("pre-token-generation", tables.endpoint);
    await trigger(recordedEvent("TokenGeneration_Authentication"));
    expect(trigger.log()).toMatchObject([{ outcome: "issued", profile: "rejoined" }]);
    expect(await stored()).toEqual({
      ...membership("acme", ADA, "admin"),
      version: 3,
      since: expect.any(String),
      invitedBy: INVITER,
      changedBy: { kind: "trigger", id: "pre-token-generation" },
      changedAt: expect.any(String),
    });
    expect(withoutChange(await tables.all("InvitationsTable"))).toEqual([ACCEPTED]);
  });

  test.each([ADAS_ADDRESS, "ada@new.example"])(
    "does not by one that is older, whatever address it is for (%s)",
    async (email) => {
      await tables.put("PeopleTable", profile({ email }), formerMembership());
      await tables.put("InvitationsTable", invitation({ email, createdAt: BEFORE }));
      await expect(issue(email)).rejects.toMatchObject({ code: "nowhere" });
      expect(await stored()).toEqual(formerMembership());
      expect(await tables.all("InvitationsTable")).toHaveLength(1);
    },
  );

  test("leaves the person to the tenant that invites them next, where their sessions begin from then on", async () => {
    const email = "ada@elsewhere.example";
    await tables.put("PeopleTable", profile({ email }), formerMembership());
    await tables.put("InvitationsTable", invitation({ email, tenantId: "globex", role: "viewer" }));
    expect(await issue(email)).toMatchObject({
      response: {
        claimsAndScopeOverrideDetails: {
          idTokenGeneration: {
            claimsToAddOrOverride: { "custom:tenant_id": "globex", "custom:role": "viewer" },
          },
        },
      },
    });
    expect(await stored()).toEqual(formerMembership());
    expect(await stored("globex")).toMatchObject({ role: "viewer", status: "active", version: 1, email });
    expect(await tables.get("PeopleTable", { sub: ADA, item: "profile" })).toMatchObject({
      activeTenant: "globex",
      status: "active",
    });
  });

  test("takes no invitation of somebody who still has a place", async () => {
    await tables.put("PeopleTable", profile(), membership("globex"), formerMembership());
    await tables.put("InvitationsTable", invitation());
    await issue();
    expect(await stored()).toEqual(formerMembership());
    expect(await tables.all("InvitationsTable")).toHaveLength(1);
  });
});

describe("a suspended membership", () => {
  const issue = (email: string) =>
    loadTrigger(
      "pre-token-generation",
      tables.endpoint,
    )(recordedEvent("TokenGeneration_Authentication", { request: { userAttributes: { email } } }));

  test.each([ADAS_ADDRESS, "ada@new.example"])(
    "is not ended by an invitation of its tenant, whatever address that is for (%s)",
    async (email) => {
      await tables.put("PeopleTable", profile({ email }), { ...suspendedMembership(), email });
      await tables.put("InvitationsTable", invitation({ email }));
      await expect(issue(email)).rejects.toMatchObject({ code: "suspended-member" });
      expect(await tables.get("PeopleTable", { sub: ADA, item: "tenant#acme" })).toMatchObject({
        status: "suspended",
        version: 2,
      });
      expect(await tables.all("InvitationsTable")).toHaveLength(1);
    },
  );

  test("is no begun sign-in of somebody without a profile; another one is", async () => {
    await tables.put("PeopleTable", suspendedMembership());
    await expect(issue(ADAS_ADDRESS)).rejects.toMatchObject({ code: "nowhere" });
    expect(await tables.all("PeopleTable")).toEqual([suspendedMembership()]);
    await tables.put("PeopleTable", membership("globex"));
    await issue(ADAS_ADDRESS);
    expect(await tables.get("PeopleTable", { sub: ADA, item: "profile" })).toMatchObject({
      activeTenant: "globex",
    });
  });

  test("excludes what the person proves later from its tenant, and from no other", async () => {
    await tables.put(
      "PeopleTable",
      profile({ activeTenant: "globex" }),
      membership("globex"),
      suspendedMembership(),
    );
    await issue("ada@new.example");
    const { find } = exclusionsTable(tables.client, "PeopleTable");
    expect(await find([emailMark("ada@new.example")], signal)).toEqual([
      { status: "suspended", since: "2026-02-01T00:00:00.000Z", tenantId: "acme" },
    ]);
  });
});

test("somebody excluded from a tenant is not let in by a membership that was begun there", async () => {
  await tables.put(
    "PeopleTable",
    membership(),
    exclusionOf(`email#${ADAS_ADDRESS}`, "suspended", "2026-02-01T00:00:00.000Z", "acme"),
  );
  const trigger = loadTrigger("pre-token-generation", tables.endpoint);
  await expect(trigger(recordedEvent("TokenGeneration_Authentication"))).rejects.toMatchObject({
    code: "nowhere",
  });
  expect(trigger.log()).toMatchObject([{ warnings: ["belongs nowhere: excluded"] }]);
});

test("memberships show the name and address of the profile with the next token, at the same version", async () => {
  await tables.put("PeopleTable", profile({ name: "Ada King" }), membership(), suspendedMembership("globex"));
  const trigger = loadTrigger("pre-token-generation", tables.endpoint);
  await trigger(recordedEvent("TokenGeneration_Authentication"));
  expect(trigger.log()).toMatchObject([{ outcome: "issued", profile: "existing" }]);
  expect(await tables.get("PeopleTable", { sub: ADA, item: "tenant#acme" })).toMatchObject({
    ...membership("acme", ADA, "member", { name: "Ada King", email: ADAS_ADDRESS }),
    changedBy: { kind: "trigger", id: "pre-token-generation" },
  });
  expect(await tables.get("PeopleTable", { sub: ADA, item: "tenant#globex" })).toMatchObject({
    status: "suspended",
    version: 2,
    name: "Ada King",
  });
});
