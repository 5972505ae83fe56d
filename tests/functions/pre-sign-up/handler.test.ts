import { createHash } from "node:crypto";
import { INVITATION_SECRET, invitation, legacyBlaise, provider, putTenants } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
});
afterEach(() => tables.stop());

const load = (changes: Record<string, string> = {}) => loadTrigger("pre-sign-up", tables.endpoint, changes);
const signUp = (userAttributes: Record<string, unknown> = {}) =>
  recordedEvent("PreSignUp_SignUp", { request: { userAttributes } });
const byLink = (
  userAttributes: Record<string, unknown> = {},
  request: Record<string, unknown> = { validationData: { invitation: INVITATION_SECRET } },
) => recordedEvent("PreSignUp_SignUp", { request: { userAttributes, ...request } });
const created = (userAttributes: Record<string, unknown> = {}) =>
  recordedEvent("PreSignUp_AdminCreateUser", { request: { userAttributes } });
const federated = (userAttributes: Record<string, unknown> = {}) =>
  recordedEvent("PreSignUp_ExternalProvider", { request: { userAttributes } });

const KNOWN_ADDRESS =
  "This e-mail address is in use already. Please sign in or, if you are invited, use the link of your invitation";
const BY_INVITATION = {
  code: "belongs-nowhere",
  message:
    "Sign-up is by invitation only. If you are invited, please use the link of your invitation. If you already have an account, please sign in",
};

describe("who signs up", () => {
  test("passes unchanged: nobody is confirmed, and no address verified, that nobody proved", async () => {
    await expect(load()(signUp())).resolves.toEqual(signUp());
  });

  test("asks for everything at once: two point reads and two queries", async () => {
    const trigger = load();
    expect((await tables.requestsDuring(() => trigger(signUp()))).sort()).toEqual([
      "GetItem",
      "GetItem",
      "Query",
      "Query",
    ]);
  });

  test.each([
    "custom:tenant_id",
    "custom:role",
    "custom:legacy_id",
    "Custom:Role",
    "custom:TENANT_ID",
    "custom:tenantId",
    "custom:tenant-id",
    "dev:custom:role",
    "DEV:anything",
    "role",
    " custom:role",
    "custom:ｒole",
    "custom:ro\u200Ble",
    "custom:\u0440ole",
  ])("cannot bring %j along", async (name) => {
    await expect(load({ SIGN_UP_POLICY: "open" })(signUp({ [name]: "acme" }))).rejects.toMatchObject({
      code: "privileged-attribute",
      message: "Some of these details cannot be set at sign-up",
    });
  });
  test("cannot call an address verified", async () => {
    await expect(load()(signUp({ email_verified: "true" }))).rejects.toMatchObject({
      code: "privileged-attribute",
    });
  });
  test("may bring other attributes", async () => {
    const event = signUp({ locale: "de-AT", "custom:college": "Somerville", "custom:payroll": "7" });
    await expect(load()(event)).resolves.toEqual(event);
  });

  test.each([
    "ada@\u212Acme.example",
    "\uFF41da@acme.example",
    "ada@acme.example.",
    "ada@\u0430cme.example",
    "ada acme.example",
    `${"a".repeat(10_000)}@acme.example`,
    "",
    null,
    42,
    { $ne: "" },
  ])("needs a plain address, not %j", async (email) => {
    await expect(load({ SIGN_UP_POLICY: "open" })(signUp({ email }))).rejects.toMatchObject({
      code: "malformed-address",
    });
  });
});

describe("the lists of the stage", () => {
  const open = { SIGN_UP_POLICY: "open" };
  const refusal = { code: "domain-not-allowed" };

  test("keep out denied domains and what is below them", async () => {
    const trigger = load({ ...open, DENIED_EMAIL_DOMAINS: "evil.example,worse.example" });
    await expect(trigger(signUp({ email: "eve@evil.example" }))).rejects.toMatchObject(refusal);
    await expect(trigger(signUp({ email: "eve@mail.worse.example" }))).rejects.toMatchObject(refusal);
    await expect(trigger(signUp({ email: "eve@notevil.example" }))).resolves.toBeDefined();
  });
  test("let in only allowed domains, where there are any", async () => {
    const trigger = load({ ...open, ALLOWED_EMAIL_DOMAINS: "acme.example" });
    await expect(trigger(signUp())).resolves.toBeDefined();
    await expect(trigger(signUp({ email: "eve@elsewhere.example" }))).rejects.toMatchObject(refusal);
    await expect(trigger(signUp({ email: "eve@acme.example.evil.example" }))).rejects.toMatchObject(refusal);
  });
  test("know disposable mailboxes, unless the stage allows them", async () => {
    const event = signUp({ email: "eve@mailinator.com" });
    await expect(load(open)(event)).rejects.toMatchObject(refusal);
    await expect(load(open)(signUp({ email: "eve@any.mailinator.com" }))).rejects.toMatchObject(refusal);
    await expect(load({ ...open, DISPOSABLE_EMAIL: "allow" })(event)).resolves.toEqual(event);
  });
  test.each(["*.evil.example", "Evil.example", "evil.example, worse.example"])(
    "that could never match are a fault: %s",
    async (domains) => {
      const trigger = load({ ...open, DENIED_EMAIL_DOMAINS: domains });
      await expect(trigger(signUp())).rejects.toMatchObject({ code: "fault" });
      const message = `DENIED_EMAIL_DOMAINS: "${domains}" is not valid; allowed: none, or e-mail domains`;
      expect(trigger.log()).toMatchObject([{ error: { message: expect.stringContaining(message) } }]);
    },
  );
});

describe("who would belong nowhere", () => {
  const stranger = signUp({ email: "eve@elsewhere.example" });
  test.each(["invited", "domain"])("cannot sign up on a stage that is %s", async (policy) => {
    await expect(load({ SIGN_UP_POLICY: policy })(stranger)).rejects.toMatchObject(BY_INVITATION);
  });
  test("can on an open stage", async () => {
    await expect(load({ SIGN_UP_POLICY: "open" })(stranger)).resolves.toEqual(stranger);
  });
  test("cannot by saying where they belong", async () => {
    const claim = { tenantId: "acme", "custom:tenant_id": "acme", invitation: "true" };
    const event = recordedEvent("PreSignUp_SignUp", {
      request: {
        userAttributes: { email: "eve@elsewhere.example" },
        validationData: claim,
        clientMetadata: claim,
      },
    });
    await expect(load()(event)).rejects.toMatchObject(BY_INVITATION);
  });
  test("is also who was suspended or removed and returns as a new user", async () => {
    const digest = createHash("sha256").update("email#ada@acme.example").digest("hex");
    await tables.put("PeopleTable", {
      sub: `mark#${digest}`,
      item: "exclusion",
      status: "removed",
      since: "2026-02-01T00:00:00.000Z",
    });
    const open = load({ SIGN_UP_POLICY: "open" });
    const known = { code: "excluded", message: KNOWN_ADDRESS };
    await expect(open(signUp())).rejects.toMatchObject(known);
    await expect(open(signUp({ email: "Ada+2@acme.example" }))).rejects.toMatchObject(known);
    await expect(load({ SIGN_UP_POLICY: "invited" })(signUp())).rejects.toMatchObject(BY_INVITATION);
    await tables.put("InvitationsTable", invitation());
    await expect(load()(byLink())).resolves.toBeDefined();
  });
});

describe("who is invited", () => {
  const invited = { SIGN_UP_POLICY: "invited" };
  const EVE = { email: "eve@elsewhere.example" };
  const NO_LINK = { code: "no-invitation-link", message: BY_INVITATION.message };
  const inviteEve = (changes: Record<string, unknown> = {}) =>
    tables.put("InvitationsTable", invitation({ ...EVE, tenantId: "globex", ...changes }));

  test.each(["validationData", "clientMetadata"])("signs up by the link's secret in %s", async (place) => {
    await inviteEve();
    const event = byLink(EVE, { [place]: { invitation: INVITATION_SECRET } });
    await expect(load(invited)(event)).resolves.toEqual(event);
  });

  test.each([
    ["no secret", undefined],
    ["an empty one", ""],
    ["another one", `${INVITATION_SECRET}s`],
    ["the digest", invitation().secretDigest],
    ["a list", [INVITATION_SECRET]],
  ])("is told with %s what a stranger is told", async (_, secret) => {
    await inviteEve();
    const event = byLink(EVE, { validationData: { invitation: secret } });
    await expect(load(invited)(event)).rejects.toMatchObject(NO_LINK);
    const toStranger = load(invited)(byLink({ email: "mallory@elsewhere.example" }));
    await expect(toStranger).rejects.toMatchObject(BY_INVITATION);
  });

  test("asks the tables for the same as a stranger does", async () => {
    const trigger = load(invited);
    const requests = async () => [
      ...(await tables.requestsDuring(() => trigger(signUp(EVE)).catch(() => {}))),
    ];
    const before = await requests();
    await inviteEve();
    expect((await requests()).sort()).toEqual(before.sort());
  });

  test.each([
    ["without a secret of its own", { secretDigest: undefined }],
    ["that has expired", { expiresAt: 1 }],
    ["that is accepted", { status: "accepted" }],
    ["that is declined", { status: "declined" }],
    ["that is withdrawn", { status: "withdrawn" }],
    ["to another address", { email: "adam@elsewhere.example" }],
  ])("cannot come by an invitation %s", async (_, changes) => {
    await inviteEve(changes);
    await expect(load(invited)(byLink(EVE))).rejects.toMatchObject({ message: BY_INVITATION.message });
  });

  test("cannot come by a tenant that does not own the domain, but to the platform", async () => {
    await tables.put("InvitationsTable", invitation({ tenantId: "globex" }));
    await expect(load(invited)(byLink())).rejects.toMatchObject(BY_INVITATION);
    await tables.put("InvitationsTable", invitation({ tenantId: "platform" }));
    await expect(load(invited)(byLink())).resolves.toBeDefined();
  });

  test.each(["domain", "open"])(
    "is taken for somebody known without the link, on a stage that is %s",
    async (policy) => {
      await tables.put("InvitationsTable", invitation());
      const trigger = load({ SIGN_UP_POLICY: policy });
      await expect(trigger(signUp())).rejects.toMatchObject({
        code: "invited-address",
        message: KNOWN_ADDRESS,
      });
      await expect(trigger(byLink())).resolves.toBeDefined();
    },
  );

  test("needs no link where the stage waives it, or a provider sends them", async () => {
    await inviteEve();
    await expect(load({ ...invited, INVITATION_SECRET: "waived" })(signUp(EVE))).resolves.toBeDefined();
    await tables.put("TenantsTable", provider("AcmeSaml", { authoritativeFor: ["elsewhere.example"] }));
    await expect(load(invited)(federated(EVE))).resolves.toBeDefined();
  });
});

describe("the address of somebody who has not moved over from the old system", () => {
  const open = { SIGN_UP_POLICY: "open" };
  const squatter = signUp({ email: "Blaise@Legacy.example" });
  test.each([{}, { disabled: true }, { hash: "" }])("cannot be taken (%j)", async (changes) => {
    await tables.put("LegacyUsersTable", legacyBlaise(changes));
    await expect(load(open)(squatter)).rejects.toMatchObject({
      code: "legacy-user",
      message: KNOWN_ADDRESS,
    });
  });
  test.each([
    ["blaise@legacy.example", "blaise+shop@legacy.example"],
    ["blaise@gmail.com", "bla.ise@gmail.com"],
    ["blaise@gmail.com", "b.laise+shop@googlemail.com"],
    ["blaise@googlemail.com", "bl.aise@gmail.com"],
    ["b.laise@gmail.com", "b.laise@gmail.com"],
  ])("%s cannot be taken under another spelling of its mailbox (%s)", async (login, email) => {
    await tables.put("LegacyUsersTable", legacyBlaise({ login }));
    await expect(load(open)(signUp({ email }))).rejects.toMatchObject({ code: "legacy-user" });
  });
  test("is free again once they have moved over and left", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    await tables.put("MigrationsTable", {
      legacyId: "4711",
      sub: "gone",
      migratedAt: "2026-01-01T00:00:00.000Z",
    });
    await expect(load(open)(squatter)).resolves.toEqual(squatter);
  });
  test("is not told to people who may not sign up anyway", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    await expect(load({ SIGN_UP_POLICY: "invited" })(squatter)).rejects.toMatchObject(BY_INVITATION);
  });
  test("stays free for the migration itself, which arrives as an administrator's doing", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    const event = created({ email: "blaise@legacy.example", "custom:legacy_id": "4711" });
    await expect(load()(event)).resolves.toEqual(event);
  });
});

describe("whom an administrator creates", () => {
  test("may be given a tenant and a role, and nobody is asked", async () => {
    const trigger = load({ SIGN_UP_POLICY: "invited", DENIED_EMAIL_DOMAINS: "acme.example" });
    expect(await tables.requestsDuring(() => trigger(created()))).toEqual([]);
  });
  test.each([
    [{ "custom:role": "owner" }, "custom:role is none of viewer, member, admin"],
    [{ "custom:tenant_id": "Acme Inc" }, "custom:tenant_id is not the id of a tenant"],
    [{ "custom:tenant_id": "platform" }, "custom:tenant_id is not the id of a tenant"],
  ])("cannot be given %j, which could never be corrected", async (attributes, message) => {
    await expect(load()(created(attributes))).rejects.toMatchObject({ code: "bad-assignment", message });
  });
  test("needs a plain address too", async () => {
    await expect(load()(created({ email: "emmy@acme.example." }))).rejects.toMatchObject({
      code: "malformed-address",
    });
  });
});

describe("who comes through a provider", () => {
  const bind = (changes = {}) =>
    tables.put("TenantsTable", provider("AcmeSaml", { tenantId: "acme", ...changes }));
  beforeEach(() => bind());

  test("is welcome where it is bound to a tenant, whatever the stage's policy and lists", async () => {
    const trigger = load({ SIGN_UP_POLICY: "invited", DENIED_EMAIL_DOMAINS: "acme.example" });
    await expect(trigger(federated())).resolves.toEqual(federated());
  });
  test("is known by the provider's name in whatever case", async () => {
    const event = { ...federated(), userName: "acmesaml_grace@acme.example" };
    await expect(load()(event)).resolves.toEqual(event);
  });
  test.each(["Unknown_1", "AcmeSamlX_1", "AcmeSaml", "_1", ""])("as %j belongs nowhere", async (userName) => {
    await expect(load()({ ...federated(), userName })).rejects.toMatchObject(BY_INVITATION);
  });
  test("proves no address by asserting another tenant's", async () => {
    await bind({ tenantId: undefined, authoritativeFor: ["grace.example"] });
    await tables.put("InvitationsTable", invitation());
    const event = federated({ email: "ada@acme.example", email_verified: "true" });
    await expect(load()(event)).rejects.toMatchObject(BY_INVITATION);
  });
  test("proves an address where the provider speaks for its domain", async () => {
    await bind({ tenantId: undefined, authoritativeFor: ["acme.example"] });
    await expect(load()(federated())).resolves.toEqual(federated());
  });
  test("belongs nowhere once the provider is no longer bound", async () => {
    await bind({ status: "unbound" });
    await expect(load({ SIGN_UP_POLICY: "open" })(federated())).rejects.toMatchObject(BY_INVITATION);
  });
  test("cannot assert a tenant or a role", async () => {
    await expect(load()(federated({ "custom:role": "admin" }))).rejects.toMatchObject({
      code: "privileged-attribute",
    });
  });
  test("may come without an address, if the provider gives none", async () => {
    await expect(load()(federated({ email: undefined }))).resolves.toBeDefined();
  });
});

test.each(["PreSignUp_Other", "PostConfirmation_ConfirmSignUp", "__proto__"])(
  "the source %j is refused",
  async (triggerSource) => {
    await expect(load({ SIGN_UP_POLICY: "open" })({ ...signUp(), triggerSource })).rejects.toMatchObject({
      code: "unknown-source",
      message: "Sign-up of this kind is not supported",
    });
  },
);
