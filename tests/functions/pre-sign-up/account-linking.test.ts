import { updateUser } from "../../../local/pool/users/users";
import {
  accountExclusion,
  exclusion,
  formerMembership,
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
import { join } from "../../local/pool/ada";
import { identityProvider, startPool, type TestPool } from "../../local/pool/test-pool";

const ADDRESS = "ada@acme.example";
const ACCOUNT = "AcmeSaml_Ada-17";
const BOUND = provider("AcmeSaml", { tenantId: "acme", authoritativeFor: ["acme.example"] });

const OPERATORS = {
  name: "operators",
  description: undefined,
  precedence: undefined,
  roleArn: undefined,
  createdAt: "2026-01-01T00:00:00.000Z",
  modifiedAt: "2026-01-01T00:00:00.000Z",
};

let tables: Tables;
let pool: TestPool;
let sub: string;
beforeAll(async () => {
  pool = await startPool({
    settings: { identityProviders: [identityProvider({ name: "AcmeSaml", type: "SAML" })], triggers: {} },
  });
  pool.pool.groups.put(OPERATORS.name, OPERATORS);
});
afterAll(() => pool.stop());
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
  for (const user of pool.pool.users.values()) pool.pool.users.delete(user.username.toLowerCase());
  sub = await join(pool);
});
afterEach(() => tables.stop());

/** As it is packaged for a stage with `accountLinking`. */
const load = (changes: Record<string, string> = {}, linking: "on" | "off" = "on") => {
  Object.assign(globalThis, { PACKAGED_LINKING: linking });
  return loadTrigger("pre-sign-up", tables.endpoint, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    ...changes,
  });
};

/** Ada comes through AcmeSaml for the first time. */
function comes(changes: Record<string, string> = {}, userName = ACCOUNT, linking: "on" | "off" = "on") {
  const trigger = load(changes, linking);
  const event = recordedEvent("PreSignUp_ExternalProvider", {
    userName,
    request: { userAttributes: { email: ADDRESS } },
  });
  return { trigger, event, answer: trigger(event) };
}

const linkedTo = () =>
  pool.pool.users
    .values()
    .filter(({ attributes: { identities = "" } }) => identities.includes("Ada-17"))
    .map(({ attributes }) => attributes.sub);

const known = (changes: object = {}) => tables.put("PeopleTable", ...person({ sub, ...changes }));
const change = (attributes: Record<string, string>, rest: object = {}) =>
  updateUser(pool.pool, sub, (user) => ({ ...rest, attributes: { ...user.attributes, ...attributes } }));

test("whoever has proven the address that a provider answers for is the same person, from the next sign-in on", async () => {
  await tables.put("TenantsTable", BOUND);
  await known();
  const { answer, trigger } = comes();
  await expect(answer).rejects.toMatchObject({
    code: "linked",
    message: "This sign-in belongs to your account now. Please sign in in the same way once more",
  });
  expect(linkedTo()).toEqual([sub]);
  expect(JSON.parse(pool.pool.users.values()[0]?.attributes.identities ?? "")).toMatchObject([
    { providerName: "AcmeSaml", userId: "Ada-17", primary: false },
  ]);
  expect(trigger.log()).toMatchObject([{ outcome: "refused", reason: "linked" }]);
});

test.each([
  ["acmesaml_ada-17", []],
  ["acmesaml_1704", ["1704"]],
  ["AcmeSaml_ada-17", ["ada-17"]],
  ["acmesaml_Ada-17", ["Ada-17"]],
])(
  "a subject whose capital letters may be lost is tied to nobody, because it may be somebody else's: %s",
  async (userName, tied) => {
    await tables.put("TenantsTable", BOUND);
    await known();
    const { answer } = comes({}, userName);
    await expect(
      answer.then(
        () => "accepted",
        ({ code }) => code,
      ),
    ).resolves.toBe(tied.length > 0 ? "linked" : "accepted");
    const identities = pool.pool.users.values()[0]?.attributes.identities ?? "[]";
    expect(JSON.parse(identities).map(({ userId }: { userId: string }) => userId)).toEqual(tied);
  },
);

test("a provider without a tenant is the stage's own, and the person may be in any tenant", async () => {
  await tables.put("TenantsTable", provider("AcmeSaml", { authoritativeFor: ["acme.example"] }));
  await known({ activeTenant: "globex" });
  await expect(comes().answer).rejects.toMatchObject({ code: "linked" });
});

test("the stage decides whether accounts are linked at all", async () => {
  await tables.put("TenantsTable", BOUND);
  await known();
  const { answer, event } = comes({}, ACCOUNT, "off");
  await expect(answer).resolves.toEqual(event);
  expect(linkedTo()).toEqual([]);
});

type Case = [what: string, given: () => unknown, code?: string];

const LEFT_ALONE: Case[] = [
  [
    "the provider answers for other addresses",
    () => tables.put("TenantsTable", { ...BOUND, authoritativeFor: ["globex.example"] }),
  ],
  [
    "the provider is not bound any more",
    () => tables.put("TenantsTable", { ...BOUND, status: "unbound" }),
    "belongs-nowhere",
  ],
  ["nobody in the pool has the address", () => pool.pool.users.delete(sub)],
  ["the address of the user was never proven", () => change({ email_verified: "false" })],
  ["the user still has to confirm the sign-up", () => change({}, { status: "UNCONFIRMED" })],
  ["the user has a password of an administrator", () => change({}, { status: "FORCE_CHANGE_PASSWORD" })],
  ["the user came through a provider, too", () => change({}, { status: "EXTERNAL_PROVIDER" })],
  ["the user is disabled", () => change({}, { enabled: false })],
  ["the user is known by another spelling of the mailbox", () => change({ email: "ada+x@acme.example" })],
  [
    "the account is tied to them already",
    () => change({ identities: JSON.stringify([{ providerName: "AcmeSaml", userId: "ada-17" }]) }),
  ],
  ["they are in a group of the pool", () => updateUser(pool.pool, sub, () => ({ groups: [OPERATORS.name] }))],
  ["they have no profile", () => tables.put("PeopleTable", { ...profile({ sub }), sub: "somebody-else" })],
  ["they are suspended", () => tables.put("PeopleTable", profile({ sub, status: "suspended" }))],
  ["they are removed", () => tables.put("PeopleTable", profile({ sub, status: "removed" }))],
  ["their tenant has suspended them", () => tables.put("PeopleTable", suspendedMembership("acme", sub))],
  ["they are out of their tenant", () => tables.put("PeopleTable", formerMembership("acme", sub))],
  ["they are in another tenant as well", () => tables.put("PeopleTable", membership("globex", sub))],
  [
    "they are in another tenant, which has suspended them",
    () => tables.put("PeopleTable", suspendedMembership("globex", sub)),
  ],
  [
    "their mailbox is kept out",
    () => tables.put("PeopleTable", exclusion("suspended", "2026-04-01T00:00:00.000Z")),
    "excluded",
  ],
  [
    "their account at the provider is kept out",
    () => tables.put("PeopleTable", accountExclusion("removed", "2026-04-01T00:00:00.000Z", ACCOUNT)),
    "excluded",
  ],
];

test.each(LEFT_ALONE.map(([what, given, code]) => ({ what, given, code })))(
  "nothing is tied where $what",
  async ({ what, given, code }) => {
    await tables.put("TenantsTable", BOUND);
    if (what !== "they have no profile") await known();
    await given();
    const before = linkedTo();
    const { answer, event, trigger } = comes();
    if (code === undefined) await expect(answer).resolves.toEqual(event);
    else await expect(answer).rejects.toMatchObject({ code });
    expect(linkedTo()).toEqual(before);
    expect(trigger.log()[0]).not.toHaveProperty("warnings");
  },
);

test("no provider lets anybody in as an operator, not even the stage's own", async () => {
  await tables.put("TenantsTable", provider("AcmeSaml", { authoritativeFor: ["acme.example"] }));
  await known();
  await tables.put("PeopleTable", membership("platform", sub));
  await expect(comes().answer).resolves.toBeDefined();
  expect(linkedTo()).toEqual([]);
});

test("a user to whom Cognito links nothing stays as they are, and the log says so", async () => {
  await tables.put("TenantsTable", BOUND);
  await known();
  change({ "custom:legacy_id": "4711" });
  const { answer, event, trigger } = comes();
  await expect(answer).resolves.toEqual(event);
  expect(trigger.log()).toMatchObject([
    { outcome: "accepted", warnings: ["an account at a provider could not be linked"] },
  ]);
});

test("where Cognito does not answer there is no second account either", async () => {
  await tables.put("TenantsTable", BOUND);
  await known();
  const endpoint = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://127.0.0.1:1" };
  await expect(comes(endpoint).answer).rejects.toMatchObject({ code: "fault" });
});

test("whoever signs up themselves is linked to nobody", async () => {
  await tables.put("TenantsTable", BOUND);
  await known();
  const event = recordedEvent("PreSignUp_SignUp");
  await expect(load()(event)).resolves.toEqual(event);
  expect(linkedTo()).toEqual([]);
});
