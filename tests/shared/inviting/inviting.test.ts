import { setMaxListeners } from "node:events";
import { createDelivery, type SendLetter } from "../../../shared/inviting/delivery";
import { type Invitee, type InvitingPorts, invite, inviteAgain } from "../../../shared/inviting/inviting";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { membersTable } from "../../../shared/people/members-table";
import type { Invitation } from "../../../shared/tenants/invitation";
import { digestOfSecret } from "../../../shared/tenants/invitation-secret";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import type { Tenant } from "../../../shared/tenants/tenant";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { exclusion, invitation, putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";

let tables: Tables;
let sent: { to: string; text: string }[];
let failures: unknown[];
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
  [sent, failures] = [[], []];
});
afterEach(() => tables.stop());

const { signal } = new AbortController();
// Node 20 takes eleven requests at once for a leak. The Node of Lambda does not.
setMaxListeners(0, signal);
const NOW = new Date("2026-05-01T12:00:00.000Z");
const GRACE = { kind: "person", id: "grace" } as const;
const context = { now: NOW, signal, by: GRACE };
const ACME: Tenant = {
  id: "acme",
  name: "Acme",
  status: "active",
  defaultRole: "member",
} as Tenant;
const EVE = "eve@elsewhere.example";

const send: SendLetter = async (to, { text }) => {
  sent.push({ to, text });
};
const portsOf = (sender: SendLetter | undefined): InvitingPorts => ({
  tenants: tenantsTable(tables.client, "TenantsTable", "public"),
  exclusions: exclusionsTable(tables.client, "PeopleTable"),
  invitations: invitationsTable(tables.client, "InvitationsTable"),
  members: membersTable(tables.client, "PeopleTable"),
  deliver: createDelivery({
    signUpUrl: "https://app.example/sign-up",
    send: sender,
    brand: { name: "Example" },
    defaultLanguage: "en",
    onFailure: (error) => failures.push(error),
  }),
});
const invitee = (email: string, changes: Partial<Invitee> = {}): Invitee => ({
  email,
  role: undefined,
  language: undefined,
  ...changes,
});
const inviteTo = async (tenant: Tenant, ...invitees: readonly Invitee[]) =>
  invite(portsOf(undefined), tenant, invitees, context);
const kept = async () => (await tables.all("InvitationsTable")) as unknown as Invitation[];
const secretIn = (link: string): string => new URL(link).searchParams.get("invitation") ?? "";

test("only the digest of the link's secret is kept, and every link has another", async () => {
  const results = await inviteTo(ACME, invitee("Ada@Acme.example", { role: "admin" }), invitee(EVE));
  const links = results.map((result) =>
    "delivery" in result && result.delivery.kind === "link" ? result.delivery.link : "",
  );
  expect(links[0]).toMatch(
    /^https:\/\/app\.example\/sign-up\?invitation=[\w-]{43}&email=ada%40acme\.example$/,
  );
  expect(new Set(links.map(secretIn)).size).toBe(2);
  const [ada, eve] = (await kept()).sort((one, other) => one.email.localeCompare(other.email));
  expect(ada).toEqual({
    email: "ada@acme.example",
    tenantId: "acme",
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    role: "admin",
    status: "open",
    secretDigest: digestOfSecret(secretIn(links[0] ?? "")),
    invitedBy: GRACE,
    createdAt: NOW.toISOString(),
    expiresAt: Date.parse("2026-05-15T12:00:00.000Z") / 1000,
    version: 1,
    changedBy: GRACE,
    changedAt: NOW.toISOString(),
    listKey: "ada@acme.example",
  });
  expect(eve?.role).toBe("member");
  expect(JSON.stringify(await kept())).not.toContain(secretIn(links[0] ?? ""));
});

test("a letter in the language asked for carries the link, and that it was sent is kept", async () => {
  const [result] = await invite(portsOf(send), ACME, [invitee(EVE, { language: "de" })], context);
  expect(result).toMatchObject({ outcome: "invited", delivery: { kind: "sent" } });
  expect(sent).toEqual([{ to: EVE, text: expect.stringContaining("Acme lädt Sie ein") }]);
  const [, secret = ""] =
    /invitation=([\w-]{43})&email=eve%40elsewhere\.example/.exec(sent[0]?.text ?? "") ?? [];
  expect(await kept()).toMatchObject([
    { secretDigest: digestOfSecret(secret), sentAt: NOW.toISOString(), version: 1, language: "de" },
  ]);
});

test("an invitation whose letter is not taken stands, unsent", async () => {
  const failing: SendLetter = () => Promise.reject(new Error("throttled"));
  const [result] = await invite(portsOf(failing), ACME, [invitee(EVE)], context);
  expect(result).toMatchObject({ outcome: "invited", delivery: { kind: "not-sent" } });
  expect(failures).toEqual([new Error("throttled")]);
  expect(await kept()).toMatchObject([{ status: "open" }]);
  expect((await kept())[0]?.sentAt).toBeUndefined();
});

test("an open invitation is replaced: role, secret and version are new, its id stays", async () => {
  await tables.put("InvitationsTable", invitation({ version: 3, claimedBy: "somebody" }));
  const [result] = await inviteTo(ACME, invitee("ada@acme.example", { role: "viewer" }));
  expect(result).toMatchObject({ outcome: "invited-again", former: { role: "admin", version: 3 } });
  const [now] = await kept();
  expect(now).toMatchObject({ id: "an-invitation", role: "viewer", version: 4 });
  expect(now?.secretDigest).not.toBe(invitation().secretDigest);
  expect(now?.claimedBy).toBeUndefined();
});

test.each(["accepted", "declined", "withdrawn"])(
  "over one that is %s, a new one is written",
  async (status) => {
    await tables.put("InvitationsTable", invitation({ status, listKey: undefined }));
    const [result] = await inviteTo(ACME, invitee("ada@acme.example"));
    expect(result).toMatchObject({ outcome: "invited", former: undefined });
    const [now] = await kept();
    expect(now).toMatchObject({ status: "open", version: 2 });
    expect(now?.id).not.toBe("an-invitation");
  },
);

test("what keeps one address from being invited is said of it, and the others are invited", async () => {
  await tables.put("PeopleTable", exclusion("suspended", "2026-04-01T00:00:00.000Z", EVE));
  await tables.put("PeopleTable", exclusion("removed", NOW.toISOString(), "gone@elsewhere.example"));
  await tables.put("PeopleTable", exclusion("removed", "2026-04-01T00:00:00.000Z", "back@elsewhere.example"));
  const globex: Tenant = { ...ACME, id: "globex", name: "Globex" };
  const addresses = [
    "no address",
    "ada@acme.example",
    EVE,
    "gone@elsewhere.example",
    "back@elsewhere.example",
    "BACK@elsewhere.example",
  ];
  const results = await inviteTo(globex, ...addresses.map((email) => invitee(email)));
  expect(results.map((result) => ("refusal" in result ? result.refusal.reason : result.outcome))).toEqual([
    "malformed-address",
    "foreign-domain",
    "suspended",
    "removed",
    "invited",
    "listed-twice",
  ]);
  expect(await kept()).toMatchObject([{ email: "back@elsewhere.example", tenantId: "globex" }]);
});

test("the platform may invite whosever domain the address is in, under the stage's own name", async () => {
  const platform = await portsOf(undefined).tenants.ownerOf("acme.example", signal);
  expect(platform).toBe("acme");
  const [result] = await invite(
    portsOf(send),
    { ...ACME, id: "platform" },
    [invitee("ada@acme.example")],
    context,
  );
  expect(result).toMatchObject({ outcome: "invited", invitation: { tenantId: "platform" } });
  expect(sent[0]?.text).toContain("Example invites you");
});

test("a hundred are invited, each once, and again each once", async () => {
  const hundred = Array.from({ length: 100 }, (_, number) => invitee(`somebody${number}@elsewhere.example`));
  const outcomes = (results: Awaited<ReturnType<typeof inviteTo>>) => [
    ...new Set(results.map(({ outcome }) => outcome)),
  ];
  expect(outcomes(await inviteTo(ACME, ...hundred))).toEqual(["invited"]);
  expect(outcomes(await inviteTo(ACME, ...hundred))).toEqual(["invited-again"]);
  expect(await kept()).toHaveLength(100);
});

test("of two who invite the same address at once, the later replaces the earlier", async () => {
  for (let round = 0; round < 20; round += 1) {
    const email = `round${round}@elsewhere.example`;
    const roles = ["admin", "viewer"] as const;
    const results = await Promise.all(roles.map((role) => inviteTo(ACME, invitee(email, { role }))));
    expect(
      results
        .flat()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(["invited", "invited-again"]);
    const last = results.flat().find(({ outcome }) => outcome === "invited-again");
    const [now] = (await kept()).filter((one) => one.email === email);
    expect(last).toMatchObject({
      invitation: { role: now?.role, version: 2, secretDigest: now?.secretDigest },
    });
  }
});

describe("sending again", () => {
  const find = () => portsOf(send).invitations.find("ada@acme.example", "acme", signal);

  test("makes a new secret and a new term, and keeps role and language", async () => {
    await tables.put("InvitationsTable", invitation({ language: "fr", expiresAt: 1 }));
    const before = await find();
    if (before === undefined) throw new Error("there is no invitation");
    expect(await inviteAgain(portsOf(send), ACME, before, context)).toMatchObject({
      outcome: "invited-again",
      invitation: { role: "admin", language: "fr", version: 2, sentAt: NOW.toISOString() },
    });
    expect(sent).toEqual([{ to: "ada@acme.example", text: expect.stringContaining("Acme vous invite") }]);
    expect((await find())?.secretDigest).not.toBe(before.secretDigest);
    // It has changed since it was read.
    expect(await inviteAgain(portsOf(send), ACME, before, context)).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  test("does nothing for who may not come in any more", async () => {
    await tables.put("InvitationsTable", invitation());
    await tables.put("PeopleTable", exclusion("suspended", "2026-04-01T00:00:00.000Z"));
    const before = await find();
    if (before === undefined) throw new Error("there is no invitation");
    expect(await inviteAgain(portsOf(send), ACME, before, context)).toMatchObject({ outcome: "refused" });
    expect(await find()).toEqual(before);
  });
});
