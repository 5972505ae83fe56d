import { createHash } from "node:crypto";
import {
  ACMES_MACHINE,
  ADA,
  client,
  EMMY,
  formerMembership,
  GLOBEX,
  GRACE,
  invitation,
  MACHINE,
  membership,
  person,
  profile,
  provider,
  putTenants,
  suspendedMembership,
  WEB,
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
  loadTrigger("pre-token-generation", tables.endpoint, changes);

const signIn = (changes = {}) => recordedEvent("TokenGeneration_Authentication", changes);

interface Answer {
  response: {
    claimsAndScopeOverrideDetails: {
      idTokenGeneration: object;
      accessTokenGeneration: { claimsToAddOrOverride: object };
      groupOverrideDetails?: object;
    };
  };
}
const details = async (answer: Promise<unknown>) =>
  ((await answer) as Answer).response.claimsAndScopeOverrideDetails;

const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);
const profileOf = (sub: string) => tables.get("PeopleTable", { sub, item: "profile" });

describe("claims and scopes", () => {
  test("say tenant and role, in both tokens, with exactly the scopes of the role", async () => {
    await tables.put("PeopleTable", ...person({}, "viewer"));
    const event = signIn({
      request: { scopes: ["openid", "api/members.manage", "api/profile.read", "other/members.manage"] },
    });
    const claimsToAddOrOverride = { "custom:tenant_id": "acme", "custom:role": "viewer" };
    expect(await details(load()(event))).toEqual({
      idTokenGeneration: { claimsToAddOrOverride },
      accessTokenGeneration: {
        claimsToAddOrOverride,
        scopesToAdd: ["api/profile.write"],
        scopesToSuppress: ["api/members.manage"],
      },
      groupOverrideDetails: { groupsToOverride: [], iamRolesToOverride: [] },
    });
  });

  test("come from the table, whatever the user's attributes and metadata say", async () => {
    await tables.put("PeopleTable", ...person());
    const event = signIn({
      request: {
        userAttributes: { "custom:tenant_id": "globex", "custom:role": "admin" },
        clientMetadata: { tenant_id: "globex", "custom:role": "admin" },
      },
    });
    expect((await details(load()(event))).accessTokenGeneration.claimsToAddOrOverride).toEqual({
      "custom:tenant_id": "acme",
      "custom:role": "member",
    });
  });

  test("follow a changed role at the next issue", async () => {
    await tables.put("PeopleTable", ...person({}, "viewer"));
    const trigger = load();
    await trigger(signIn());
    await tables.put("PeopleTable", ...person({}, "admin"));
    const refreshed = await details(trigger(recordedEvent("TokenGeneration_RefreshTokens")));
    expect(refreshed.idTokenGeneration).toEqual({
      claimsToAddOrOverride: { "custom:tenant_id": "acme", "custom:role": "admin" },
    });
  });

  test("are those of the active tenant among several", async () => {
    await tables.put("PeopleTable", ...person());
    await tables.put("PeopleTable", ...person({ activeTenant: "globex" }, "admin"));
    expect((await details(load()(signIn()))).idTokenGeneration).toEqual({
      claimsToAddOrOverride: { "custom:tenant_id": "globex", "custom:role": "admin" },
    });
  });
});

describe("of several tenants", () => {
  beforeEach(() =>
    tables.put("PeopleTable", ...person({}, "viewer"), {
      ...membership("globex", ADA, "admin"),
      since: "2026-01-02T00:00:00.000Z",
    }),
  );
  const SUSPENDED = { ...suspendedMembership("globex", ADA, "admin"), name: "Ada Lovelace" };
  const asking = (tenant: unknown, source = "TokenGeneration_RefreshTokens", changes = {}) =>
    recordedEvent(source, { request: { clientMetadata: { tenant } }, ...changes });
  const issued = async (event: object, trigger = load()) =>
    (await details(trigger(event))).accessTokenGeneration.claimsToAddOrOverride;
  const IN_ACME = { "custom:tenant_id": "acme", "custom:role": "viewer" };
  const IN_GLOBEX = { "custom:tenant_id": "globex", "custom:role": "admin" };

  test("the application chooses, at each issue anew, and with it the role", async () => {
    const trigger = load();
    expect(await issued(asking("globex"), trigger)).toEqual(IN_GLOBEX);
    expect(await issued(asking("acme"), trigger)).toEqual(IN_ACME);
    expect(await issued(asking("globex", "TokenGeneration_Authentication"), trigger)).toEqual(IN_GLOBEX);
    expect(await profileOf(ADA)).toMatchObject({ activeTenant: "acme" });
  });
  test("the scopes are those of the role in the one that is chosen", async () => {
    const { accessTokenGeneration } = await details(load()(asking("globex")));
    expect(accessTokenGeneration).toMatchObject({
      scopesToAdd: expect.arrayContaining(["api/members.manage"]),
    });
    expect((await details(load()(asking("acme")))).accessTokenGeneration).not.toMatchObject({
      scopesToAdd: expect.arrayContaining(["api/members.manage"]),
    });
  });
  test.each(["1", "2", "3"])("the choice counts in version %s of the event", async (version) => {
    const answer = await load({ ROLE_GROUPS: "on" })(asking("globex", undefined, { version }));
    expect(JSON.stringify(answer)).toContain('"custom:tenant_id":"globex"');
    expect(JSON.stringify(answer)).toContain('"globex/admin"');
    expect(JSON.stringify(answer)).not.toContain("acme/");
  });
  test.each(["initech", "nobody-knows-it", "platform", "ACME", "acme ", "tenant#acme", "__proto__"])(
    "none is chosen in which they are no member, whether or not there is such a tenant: %j",
    async (tenant) => {
      await tables.put("TenantsTable", { ...GLOBEX, id: "tenant#initech" });
      await expect(load()(asking(tenant))).rejects.toMatchObject({
        code: "no-member",
        message: "Your access to this organisation has ended. Please sign in again",
      });
    },
  );
  test("nobody is let in again where their membership has ended", async () => {
    await tables.put("PeopleTable", formerMembership("globex", ADA, "admin"));
    await expect(load()(asking("globex"))).rejects.toMatchObject({ code: "no-member" });
    expect(await issued(asking(undefined))).toEqual(IN_ACME);
  });
  test("nobody is let in where their membership is suspended, and elsewhere they are", async () => {
    await tables.put("PeopleTable", SUSPENDED);
    await expect(load()(asking("globex"))).rejects.toMatchObject({ code: "suspended-member" });
    expect(await issued(asking("acme"))).toEqual(IN_ACME);
    expect(await issued(asking(undefined))).toEqual(IN_ACME);
  });
  test("who asks for a suspended one is refused, and not sent to another", async () => {
    await tables.put("TenantsTable", { ...GLOBEX, status: "suspended" });
    await expect(load()(asking("globex"))).rejects.toMatchObject({ code: "suspended-tenant" });
  });
  test.each([undefined, null, "", 1, ["globex"], { id: "globex" }])(
    "who asks for none (%j) begins in the usual one",
    async (tenant) => {
      expect(await issued(asking(tenant))).toEqual(IN_ACME);
    },
  );
  test.each([
    [
      "their usual tenant is suspended",
      () => tables.put("TenantsTable", { ...GLOBEX, id: "tenant#acme", status: "suspended" }),
    ],
    [
      "their usual tenant is not there",
      () => tables.put("PeopleTable", profile({ activeTenant: "initech" }), formerMembership()),
    ],
    ["their usual membership is suspended", () => tables.put("PeopleTable", suspendedMembership())],
    ["their usual membership has ended", () => tables.put("PeopleTable", formerMembership())],
  ])("who asks for none goes to the next when %s", async (_, close) => {
    await close();
    expect(await issued(asking(undefined))).toEqual(IN_GLOBEX);
  });
  test("an operator has the rights of one only where they ask, or where nothing else lets them in", async () => {
    const operator = { ...membership("platform", ADA, "admin"), since: "2020-01-01T00:00:00.000Z" };
    await tables.put("PeopleTable", operator, suspendedMembership());
    expect(await issued(asking(undefined))).toEqual(IN_GLOBEX);
    await tables.put("PeopleTable", SUSPENDED);
    const inPlatform = { "custom:tenant_id": "platform", "custom:role": "admin" };
    expect(await issued(asking(undefined))).toEqual(inPlatform);
    expect(await issued(asking("platform"))).toEqual(inPlatform);
  });
  test("the reason of the first is given when none lets them in", async () => {
    await tables.put("PeopleTable", suspendedMembership(), SUSPENDED);
    await expect(load()(asking(undefined))).rejects.toMatchObject({ code: "suspended-member" });
    await tables.put("PeopleTable", ...person({}, "viewer"));
    await tables.put("TenantsTable", { ...GLOBEX, id: "tenant#acme", status: "suspended" });
    await expect(load()(asking(undefined))).rejects.toMatchObject({ code: "suspended-tenant" });
  });
  test("none is chosen for somebody who is suspended everywhere", async () => {
    await tables.put("PeopleTable", profile({ status: "suspended" }));
    for (const tenant of ["globex", "initech", undefined])
      await expect(load()(asking(tenant))).rejects.toMatchObject({ code: "suspended-person" });
  });
  test("no other word of the client decides", async () => {
    const clientMetadata = { tenantId: "globex", tenant_id: "globex", Tenant: "globex", role: "admin" };
    const event = recordedEvent("TokenGeneration_RefreshTokens", { request: { clientMetadata } });
    expect(await issued(event)).toEqual(IN_ACME);
    expect(await issued(asking("acme", undefined, { validationData: { tenant: "globex" } }))).toEqual(
      IN_ACME,
    );
  });
});

describe("whoever has an account at a provider", () => {
  const IDENTITIES = JSON.stringify([{ providerName: "AcmeSaml", userId: "ada-17" }]);
  const linked = (request: object = {}) =>
    recordedEvent("TokenGeneration_HostedAuth", {
      userName: ADA,
      request: {
        userAttributes: {
          sub: ADA,
          email: "ada@acme.example",
          email_verified: "true",
          identities: IDENTITIES,
        },
        ...request,
      },
    });
  const asking = (tenant: string | undefined, request: object = {}) =>
    linked({ clientMetadata: { tenant }, ...request });
  const issued = async (event: object) =>
    (await details(load()(event))).accessTokenGeneration.claimsToAddOrOverride;
  const ACMES = provider("AcmeSaml", { tenantId: "acme", authoritativeFor: ["acme.example"] });
  const IN_ACME = { "custom:tenant_id": "acme", "custom:role": "member" };
  beforeEach(async () => {
    await tables.put("TenantsTable", ACMES);
    await tables.put("PeopleTable", ...person());
    await tables.put(
      "PeopleTable",
      profile({ activeTenant: "globex" }),
      membership("globex", ADA, "admin"),
      membership("platform", ADA, "admin"),
    );
  });

  test.each(["globex", "platform"])(
    "which opens one tenant acts in no other place (%s), however it came about",
    async (place) => {
      await expect(load()(asking(place))).rejects.toMatchObject({ code: "no-member" });
      expect(await issued(asking(undefined))).toEqual(IN_ACME);
      expect(await issued(asking("acme"))).toEqual(IN_ACME);
    },
  );
  test("is nowhere, where the tenant of the provider has taken them out", async () => {
    await tables.put("PeopleTable", formerMembership("acme", ADA));
    await expect(load()(asking(undefined))).rejects.toMatchObject({ code: "nowhere" });
  });
  test("which somebody has unlinked or unbound keeps to that tenant: its sessions live on", async () => {
    await tables.put("TenantsTable", { ...ACMES, status: "unbound" });
    await tables.put("PeopleTable", profile({ accounts: new Set(["acmesaml_ada-17"]) }));
    const event = recordedEvent("TokenGeneration_RefreshTokens", {
      request: { clientMetadata: { tenant: "globex" } },
    });
    await expect(load()(event)).rejects.toMatchObject({ code: "no-member" });
  });
  test("of two tenants acts in neither", async () => {
    await tables.put("TenantsTable", provider("GlobexSaml", { tenantId: "globex" }));
    await tables.put("PeopleTable", profile({ accounts: new Set(["globexsaml_1"]) }));
    await expect(load()(asking(undefined))).rejects.toMatchObject({ code: "nowhere" });
  });
  test("that was theirs from the beginning is held to the same", async () => {
    await tables.put("PeopleTable", profile({ federatedAs: "AcmeSaml_ada-17" }));
    await expect(load()(asking("globex"))).rejects.toMatchObject({ code: "no-member" });
  });
  test("of the stage's own acts in every tenant of theirs, but by a link not as an operator", async () => {
    await tables.put("TenantsTable", provider("AcmeSaml", { authoritativeFor: ["acme.example"] }));
    expect(await issued(asking("globex"))).toMatchObject({ "custom:tenant_id": "globex" });
    await expect(load()(asking("platform"))).rejects.toMatchObject({ code: "no-member" });
    await tables.put("PeopleTable", profile({ federatedAs: "AcmeSaml_ada-17" }));
    expect(await issued(asking("platform"))).toMatchObject({ "custom:tenant_id": "platform" });
  });
  test("by a link has no group of the pool, and no role in AWS by one", async () => {
    const arn = "arn:aws:iam::123456789012:role/operators";
    const groupConfiguration = {
      groupsToOverride: ["operators"],
      iamRolesToOverride: [arn],
      preferredRole: arn,
    };
    expect((await details(load()(linked({ groupConfiguration })))).groupOverrideDetails).toEqual({
      groupsToOverride: [],
      iamRolesToOverride: [],
    });
  });
});

describe("groups", () => {
  const withGroups = {
    request: {
      groupConfiguration: {
        groupsToOverride: ["operators"],
        iamRolesToOverride: ["arn:aws:iam::123456789012:role/operators"],
        preferredRole: "arn:aws:iam::123456789012:role/operators",
      },
    },
  };
  beforeEach(() => tables.put("PeopleTable", ...person()));

  test("of the pool are kept with their IAM roles", async () => {
    expect((await details(load()(signIn(withGroups)))).groupOverrideDetails).toEqual(
      withGroups.request.groupConfiguration,
    );
  });
  test("hold the role, named with its tenant, where the stage wants it", async () => {
    const answer = await details(load({ ROLE_GROUPS: "on" })(signIn(withGroups)));
    expect(answer.groupOverrideDetails).toEqual({
      ...withGroups.request.groupConfiguration,
      groupsToOverride: ["operators", "acme/member"],
    });
  });
  test.each([
    "acme/admin",
    "ACME/Admin",
    "globex/viewer",
    "acme\uff0fadmin",
    "acme\u2215admin",
    "acme\u2571admin",
    "acme%2Fadmin",
    "acme&#47;admin",
    "acme\\u002fadmin",
    "acme admin",
  ])(
    "of the pool that could be read as a role (%s) are left out where the stage has role groups",
    async (name) => {
      const groupConfiguration = { groupsToOverride: [name, "operators"], iamRolesToOverride: [] };
      const trigger = load({ ROLE_GROUPS: "on" });
      const answer = await details(trigger(signIn({ request: { groupConfiguration } })));
      expect(answer.groupOverrideDetails).toMatchObject({ groupsToOverride: ["operators", "acme/member"] });
      expect(trigger.log()).toMatchObject([
        { warnings: ["a pool group that could be read as a role was left out"] },
      ]);
    },
  );
  test("are the role alone where the event does not tell them and the stage has role groups", async () => {
    const answer = await details(
      load({ ROLE_GROUPS: "on" })(signIn({ request: { groupConfiguration: null } })),
    );
    expect(answer.groupOverrideDetails).toEqual({
      groupsToOverride: ["acme/member"],
      iamRolesToOverride: [],
    });
  });
  test.each([undefined, null, { groupsToOverride: undefined }, "operators"])(
    "that the event does not tell (%j) are left alone",
    async (told) => {
      const answer = await details(load()(signIn({ request: { groupConfiguration: told } })));
      expect(answer).not.toHaveProperty("groupOverrideDetails");
    },
  );
});

describe("one request to the database", () => {
  beforeEach(() => tables.put("PeopleTable", ...person()));
  const secondIssue = async (event: unknown) => {
    const trigger = load();
    await trigger(event);
    return tables.requestsDuring(() => trigger(event));
  };

  test("is all that a usual issue takes", async () => {
    expect(await secondIssue(signIn())).toEqual(["Query"]);
  });
  test("is all that it takes for a client that nobody has registered", async () => {
    expect(await secondIssue(signIn({ callerContext: { clientId: "3other" } }))).toEqual(["Query"]);
  });
  test("is all that it takes for somebody who comes through a provider", async () => {
    await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme" }));
    expect(await secondIssue(recordedEvent("TokenGeneration_HostedAuth.federated"))).toEqual(["Query"]);
  });
  test("and what a container does not know yet, which for a native user is no provider", async () => {
    await load()(signIn());
    const fresh = load();
    const requests = await tables.requestsDuring(() => fresh(signIn()));
    expect(requests.sort()).toEqual(["GetItem", "GetItem", "Query"]);
  });
});

describe("a client that is not ours", () => {
  const asked = ["openid", "email", "aws.cognito.signin.user.admin", "api/members.manage", "other/read"];
  const through = (clientId: string, changes = {}) =>
    signIn({ callerContext: { clientId }, request: { scopes: asked }, ...changes });
  beforeEach(() => tables.put("PeopleTable", ...person({}, "admin")));

  test("has OpenID's own scopes and no other, unless somebody has registered it", async () => {
    const { accessTokenGeneration } = await details(load()(through("3other")));
    expect(accessTokenGeneration).toEqual({
      claimsToAddOrOverride: { "custom:tenant_id": "acme", "custom:role": "admin" },
      scopesToAdd: [],
      scopesToSuppress: ["aws.cognito.signin.user.admin", "api/members.manage", "other/read"],
    });
  });
  test("keeps what role and ceiling both allow, of what it asked for", async () => {
    const scopes = ["api/members.manage", "api/members.read", "api/tenants.read", "other/read"];
    await tables.put("TenantsTable", client("3other", { kind: "foreign", scopes }));
    expect((await details(load()(through("3other")))).accessTokenGeneration).toMatchObject({
      scopesToAdd: [],
      scopesToSuppress: ["aws.cognito.signin.user.admin"],
    });
    await tables.put("PeopleTable", ...person({}, "member"));
    expect((await details(load()(through("3other")))).accessTokenGeneration).toMatchObject({
      scopesToSuppress: ["aws.cognito.signin.user.admin", "api/members.manage"],
    });
  });
  test("gets no role as a group, and no pool group that could be read as one", async () => {
    const groupConfiguration = { groupsToOverride: ["operators", "acme/admin"], iamRolesToOverride: [] };
    const event = through("3other", { request: { scopes: asked, groupConfiguration } });
    expect((await details(load({ ROLE_GROUPS: "on" })(event))).groupOverrideDetails).toEqual({
      groupsToOverride: ["operators"],
      iamRolesToOverride: [],
    });
  });
  test("gets nobody in by the first version of the event, which reaches no access token", async () => {
    const event = recordedEvent("TokenGeneration_Authentication.v1", {
      callerContext: { clientId: "3other" },
    });
    await expect(load()(event)).rejects.toMatchObject({ code: "unlimited-client" });
  });
  test("gets nobody in if it is a machine", async () => {
    await expect(load()(through(MACHINE))).rejects.toMatchObject({ code: "machine-client" });
  });
  test("is not ours any more once it is released, within a minute", async () => {
    await tables.put("TenantsTable", client(WEB, { status: "released" }));
    expect((await details(load()(through(WEB)))).accessTokenGeneration).toMatchObject({
      scopesToSuppress: ["aws.cognito.signin.user.admin", "api/members.manage", "other/read"],
    });
  });
});

test("a native user whose name looks like a provider's gets no binding, and no place of a native user", async () => {
  await tables.put(
    "TenantsTable",
    provider("AcmeSaml", { tenantId: "acme", authoritativeFor: ["acme.example"] }),
  );
  const looksFederated = signIn({ userName: "acmesaml_x" });
  await expect(load()(looksFederated)).rejects.toMatchObject({ code: "nowhere" });
  await tables.put("TenantsTable", provider("AcmeSaml", { status: "unbound" }));
  await expect(load()(looksFederated)).rejects.toMatchObject({ code: "nowhere" });
  expect(await tables.all("PeopleTable")).toEqual([]);
});

describe("there is no token", () => {
  const refused = async (answer: Promise<unknown>, code: string) => {
    await expect(answer).rejects.toMatchObject({ name: "RejectionError", code });
  };

  test("for a suspended person, at refresh as at sign-in", async () => {
    await tables.put("PeopleTable", ...person({ status: "suspended" }));
    await refused(load()(signIn()), "suspended-person");
    await refused(load()(recordedEvent("TokenGeneration_RefreshTokens")), "suspended-person");
  });
  test("for a removed person", async () => {
    await tables.put("PeopleTable", ...person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" }));
    await refused(load()(signIn()), "removed-person");
  });
  test("for a status that nobody knows", async () => {
    await tables.put("PeopleTable", ...person({ status: "ACTIVE" }));
    await refused(load()(signIn()), "unknown-status");
  });
  test("in a suspended tenant", async () => {
    await tables.put("PeopleTable", ...person());
    await tables.put("TenantsTable", { ...GLOBEX, id: "tenant#acme", status: "suspended" });
    await refused(load()(signIn()), "suspended-tenant");
  });
  test("in a tenant that does not exist", async () => {
    await tables.put("PeopleTable", ...person({ activeTenant: "initech" }));
    await refused(load()(signIn()), "unknown-tenant");
  });
  test("without a membership in the active tenant", async () => {
    const [profile] = person();
    await tables.put("PeopleTable", profile ?? {});
    await refused(load()(signIn()), "nowhere");
  });
  test("for a role that does not exist", async () => {
    await tables.put("PeopleTable", ...person({}, "owner"));
    await refused(load()(signIn()), "fault");
  });
  test.each([
    ["an unverified address", "unproven-address", { email_verified: "false" }],
    ["no address", "unproven-address", { email: undefined }],
    ["an address in nobody's domain", "nowhere", { email: "ada@elsewhere.example" }],
  ])("for somebody unknown with %s", async (_, code, userAttributes) => {
    await refused(load()(signIn({ request: { userAttributes } })), code);
    expect(await tables.all("PeopleTable")).toEqual([]);
  });
  test("for a user without a sub", async () => {
    await refused(load()(signIn({ request: { userAttributes: { sub: undefined } } })), "nowhere");
    await refused(load()(signIn({ request: { userAttributes: null } })), "nowhere");
  });
  test.each(["TokenGeneration_Other", "PreSignUp_SignUp", ""])("for the source %j", async (triggerSource) => {
    await tables.put("PeopleTable", ...person());
    await refused(load()(signIn({ triggerSource })), "unknown-source");
  });
  test.each(["4", "0", "V2_0", null, undefined])("for the version %j", async (version) => {
    await tables.put("PeopleTable", ...person());
    await refused(load()(signIn({ version })), "unknown-source");
  });
});

describe("somebody without a profile gets one with their first token", () => {
  test("when an administrator created them", async () => {
    const event = recordedEvent("TokenGeneration_NewPasswordChallenge");
    await load()(event);
    expect(await profileOf(EMMY)).toEqual({
      sub: EMMY,
      item: "profile",
      status: "active",
      activeTenant: "acme",
      origin: "admin",
      createdAt: TIME,
      joined: { tenantId: "acme", role: "member", since: TIME },
      email: "emmy@acme.example",
      emailVerified: true,
      addresses: new Set(["emmy@acme.example"]),
      provenAddresses: new Set(["emmy@acme.example"]),
      name: "Emmy Noether",
      changedBy: { kind: "trigger", id: "pre-token-generation" },
      changedAt: TIME,
    });
  });
  test("when they were migrated, and the legacy id is theirs for good", async () => {
    const migrated = {
      request: { userAttributes: { "custom:legacy_id": "4711", "custom:tenant_id": "acme" } },
    };
    const trigger = load();
    await trigger(signIn(migrated));
    expect(await profileOf(ADA)).toMatchObject({ origin: "migration", legacyId: "4711" });
    expect(await tables.get("MigrationsTable", { legacyId: "4711" })).toMatchObject({ sub: ADA });

    const other = "00000000-0000-4000-8000-000000000000";
    await expect(
      trigger(signIn({ request: { userAttributes: { ...migrated.request.userAttributes, sub: other } } })),
    ).rejects.toMatchObject({ code: "nowhere" });
    expect(await profileOf(other)).toBeUndefined();
  });
  test("when they come through a provider that is bound to a tenant", async () => {
    await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme" }));
    await load()(recordedEvent("TokenGeneration_HostedAuth.federated"));
    expect(await profileOf(GRACE)).toMatchObject({
      origin: "federation",
      activeTenant: "acme",
      emailVerified: false,
    });
  });
  test("but not when the stage does not know their provider", async () => {
    const event = recordedEvent("TokenGeneration_HostedAuth.federated");
    await expect(load()(event)).rejects.toMatchObject({ code: "nowhere" });
  });
  test("but not a native user whose name only looks like a provider's", async () => {
    await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme" }));
    const event = signIn({
      userName: "AcmeSaml_eve",
      request: { userAttributes: { email: "eve@evil.example" } },
    });
    await expect(load()(event)).rejects.toMatchObject({ code: "nowhere" });
  });
});

describe("where the stage says who gets in", () => {
  test.each([
    "TokenGeneration_Authentication",
    "TokenGeneration_HostedAuth",
    "TokenGeneration_RefreshTokens",
  ])("a closed stage issues nothing for %s, whether or not pre authentication ran", async (source) => {
    await tables.put("PeopleTable", ...person());
    await expect(load({ SIGN_IN: "closed" })(recordedEvent(source))).rejects.toMatchObject({
      code: "stage-closed",
    });
  });
  test("a client that it does not name gets nothing", async () => {
    await tables.put("PeopleTable", ...person());
    await expect(load({ ALLOWED_CLIENTS: "7other" })(signIn())).rejects.toMatchObject({
      code: "client-not-allowed",
    });
  });
});

describe("a removed person", () => {
  const removedAt = "2026-02-01T00:00:00.000Z";
  test("comes back with an invitation that is newer than the removal, in the role that it gives", async () => {
    await tables.put("PeopleTable", {
      ...person({ status: "removed", removedAt, email: undefined })[0],
    });
    await tables.put("InvitationsTable", invitation({ role: "viewer" }));
    expect((await details(load()(signIn()))).idTokenGeneration).toEqual({
      claimsToAddOrOverride: { "custom:tenant_id": "acme", "custom:role": "viewer" },
    });
    expect(await profileOf(ADA)).toMatchObject({ status: "active", email: "ada@acme.example" });
    expect(await tables.all("InvitationsTable")).toMatchObject([{ status: "accepted", claimedBy: ADA }]);
  });
  test("does not come back with one that is older", async () => {
    await tables.put("PeopleTable", ...person({ status: "removed", removedAt }));
    await tables.put("InvitationsTable", invitation({ createdAt: "2026-01-15T00:00:00.000Z" }));
    await expect(load()(signIn())).rejects.toMatchObject({ code: "removed-person" });
  });
});

describe("somebody excluded", () => {
  const exclude = (mark: string, status = "suspended") =>
    tables.put("PeopleTable", {
      sub: `mark#${createHash("sha256").update(mark).digest("hex")}`,
      item: "exclusion",
      status,
      since: "2026-02-01T00:00:00.000Z",
    });
  const nowhere = { code: "nowhere" };

  test("gets nothing as a new user with the same address, not even by an assignment of the migration", async () => {
    await exclude("email#ada@acme.example");
    const migrated = { "custom:tenant_id": "acme", "custom:role": "admin", "custom:legacy_id": "4711" };
    await expect(load()(signIn({ request: { userAttributes: migrated } }))).rejects.toMatchObject(nowhere);
    await expect(
      load()(signIn({ request: { userAttributes: { email: "ada+2@acme.example" } } })),
    ).rejects.toMatchObject(nowhere);
    expect(await tables.all("MigrationsTable")).toEqual([]);
  });
  test("gets nothing as a new user of the same identity provider, under whatever address", async () => {
    await exclude("identity#acmesaml_grace@acme.example");
    await tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme" }));
    const event = recordedEvent("TokenGeneration_HostedAuth.federated", {
      request: { userAttributes: { email: "other@acme.example" } },
    });
    await expect(load()(event)).rejects.toMatchObject(nowhere);
  });
  test("gets nothing by a provisioning that had begun before", async () => {
    await exclude("email#ada@acme.example");
    const [, membership] = person({}, "admin");
    await tables.put("PeopleTable", membership ?? {});
    await expect(load()(signIn())).rejects.toMatchObject(nowhere);
  });
});

test("whoever comes back has the role of the new invitation, whatever a removal has left", async () => {
  const [tombstone, leftover] = person({ status: "removed", removedAt: "2026-02-01T00:00:00.000Z" }, "admin");
  await tables.put("PeopleTable", tombstone ?? {}, leftover ?? {});
  await tables.put("InvitationsTable", invitation({ role: "viewer" }));
  expect((await details(load()(signIn()))).idTokenGeneration).toEqual({
    claimsToAddOrOverride: { "custom:tenant_id": "acme", "custom:role": "viewer" },
  });
});

describe("a machine", () => {
  const event = (changes = {}) => recordedEvent("TokenGeneration_ClientCredentials", changes);
  const answer = (tenantId: string, suppressed: readonly string[] = []) => ({
    idTokenGeneration: { claimsToAddOrOverride: { "custom:tenant_id": tenantId } },
    accessTokenGeneration: {
      claimsToAddOrOverride: { "custom:tenant_id": tenantId },
      scopesToAdd: [],
      scopesToSuppress: suppressed,
    },
  });
  test("acts for the tenant that its client is registered for", async () => {
    expect(await details(load()(event()))).toEqual(answer("acme"));
  });
  test("holds of what it asked for what is below its ceiling, and nothing of the platform's", async () => {
    const scopes = ["api/members.read", "api/tenants.manage"];
    const asked = { request: { scopes: ["api/members.read", "api/members.manage", "api/tenants.manage"] } };
    await tables.put("TenantsTable", { ...ACMES_MACHINE, scopes });
    expect(await details(load()(event(asked)))).toEqual(
      answer("acme", ["api/members.manage", "api/tenants.manage"]),
    );
    await tables.put("TenantsTable", { ...ACMES_MACHINE, scopes, tenantId: "platform" });
    expect(await details(load()(event(asked)))).toEqual(answer("platform", ["api/members.manage"]));
  });
  test.each([
    ["that is ours", { kind: "own", tenantId: undefined }],
    ["that is somebody else's", { kind: "foreign", tenantId: undefined }],
    ["that is released", { status: "released" }],
    ["that acts for nobody yet", { tenantId: undefined }],
  ])("with a client %s gets no token", async (_, changes) => {
    await tables.put("TenantsTable", { ...ACMES_MACHINE, ...changes });
    await expect(load()(event())).rejects.toMatchObject({ code: "unregistered-client" });
  });
  test.each([
    ["whose client is not registered", { callerContext: { clientId: "3other" } }],
    ["without a client", { callerContext: null }],
    [
      "that claims a registered client in its metadata",
      { callerContext: { clientId: "3other" }, request: { clientMetadata: { clientId: MACHINE } } },
    ],
  ])("%s gets no token", async (_, changes) => {
    await expect(load()(event(changes))).rejects.toMatchObject({ code: "unregistered-client" });
  });
  test("of a suspended tenant gets no token", async () => {
    await tables.put("TenantsTable", { ...GLOBEX, id: "tenant#acme", status: "suspended" });
    await expect(load()(event())).rejects.toMatchObject({ code: "unregistered-client" });
  });
});
