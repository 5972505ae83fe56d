import { createHash } from "node:crypto";
import { ask, type Bearer, verdictOf } from "../harness/api-function";
import { changedAt } from "../harness/change-context";
import { type Dns, startTestDns } from "../harness/dns";
import { memberItems } from "../harness/members";
import { ACME, client, invitation, putTenants, WEB } from "../harness/people";
import { recordedEvent } from "../harness/recorded-event";
import { startTables, type Tables } from "../harness/tables";
import { loadBundle, type Trigger } from "../harness/triggers";
import { containersOf, everyRound, expectNoFaults, fill, race } from "./race";

let tables: Tables;
let dns: Dns;
const parts = {} as Record<"confirmations" | "tokens" | "memberships" | "invitations" | "tenants", Trigger>;
beforeAll(async () => {
  tables = await startTables();
  dns = await startTestDns();
  await putTenants(tables);
  await tables.put("TenantsTable", client(WEB));
  await tables.put(
    "PeopleTable",
    ...memberItems("admin", { role: "admin" }),
    ...memberItems("operator", { tenantId: "platform", role: "admin" }),
    ...memberItems("operator-too", { tenantId: "platform", role: "admin" }),
  );
  const containers = (name: string) =>
    containersOf(() => loadBundle(name, tables.endpoint, { DNS_SERVER: dns.address }));
  parts.confirmations = containers("post-confirmation");
  parts.tokens = containers("pre-token-generation");
  parts.memberships = containers("api-memberships");
  parts.invitations = containers("api-invitations");
  parts.tenants = containers("api-tenants");
});
afterAll(async () => {
  await Promise.all(Object.values(parts).map((part) => part.stop()));
  await dns.stop();
  await tables.stop();
});

describe("one invitation and two accounts of its address", () => {
  type Arrival = (sub: string, email: string) => Promise<unknown>;
  const withAddress = (sub: string, email: string) => ({
    userName: sub,
    request: { userAttributes: { sub, email, email_verified: "true" } },
  });
  const ARRIVALS: Readonly<Record<string, Arrival>> = {
    confirms: (sub, email) =>
      parts.confirmations(recordedEvent("PostConfirmation_ConfirmSignUp", withAddress(sub, email))),
    "signs in": (sub, email) =>
      parts.tokens(recordedEvent("TokenGeneration_Authentication", withAddress(sub, email))).catch(
        // Whoever comes second belongs nowhere, and is told so.
        ({ message }: Error) => expect(message).not.toContain("went wrong"),
      ),
    accepts: async (sub) =>
      expect(
        verdictOf(
          await ask(
            parts.memberships,
            "POST /memberships/invitations/{tenantId}/accept",
            { sub, tenantId: "globex", role: "member" },
            { path: { tenantId: "acme" } },
          ),
        ),
      ).toMatch(/^(200|404 not-found)$/),
  };
  const PAIRS = Object.keys(ARRIVALS).flatMap((one, index) =>
    Object.keys(ARRIVALS)
      .slice(index)
      .map((other) => [one, other] as const),
  );

  test("let one of them in", async () => {
    const addressOf = (round: number) => `invited-${round}@free.example`;
    const subsOf = (round: number) => [`one-${round}`, `other-${round}`] as const;
    const pairOf = (round: number) => PAIRS[round % PAIRS.length] as (typeof PAIRS)[number];
    await fill(tables, "InvitationsTable", (round) => [
      invitation({ email: addressOf(round), role: "admin" }),
    ]);
    // Who accepts is somebody already, in another tenant.
    await fill(tables, "PeopleTable", (round) =>
      subsOf(round)
        .filter((_, index) => pairOf(round)[index] === "accepts")
        .flatMap((sub) => memberItems(sub, { tenantId: "globex", email: addressOf(round) })),
    );
    await race(async (round) => {
      const [subs, pair, email] = [subsOf(round), pairOf(round), addressOf(round)];
      await Promise.all(subs.map((sub, index) => ARRIVALS[pair[index] ?? ""]?.(sub, email)));
      const places = await Promise.all(
        subs.map((sub) => tables.get("PeopleTable", { sub, item: "tenant#acme" })),
      );
      const here = places.filter((place) => place !== undefined);
      expect([pair, here]).toEqual([pair, [expect.objectContaining({ role: "admin", version: 1 })]]);
      expect(await tables.get("InvitationsTable", { email, tenantId: "acme" })).toMatchObject({
        status: "accepted",
        claimedBy: here[0]?.sub,
      });
    });
    expectNoFaults(parts.confirmations, parts.tokens, parts.memberships);
  });
});

test("of two invitations of one address the last one stands, and is one", async () => {
  await race(async (round) => {
    const email = `new-${round}@free.example`;
    const invite = () =>
      ask(parts.invitations, "POST /invitations", { sub: "admin" }, { body: { invitations: [{ email }] } });
    const answers = await Promise.all([invite(), invite()]);
    expect(answers.map(verdictOf)).toEqual(["200", "200"]);
    const results = answers.flatMap(({ body }) => body.results as { outcome: string; link: string }[]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["invited", "invited-again"]);
    const { version, secretDigest } =
      (await tables.get("InvitationsTable", { email, tenantId: "acme" })) ?? {};
    expect(version).toBe(2);
    const digests = results.map(({ link }) =>
      createHash("sha256")
        .update(new URL(link).searchParams.get("invitation") ?? "")
        .digest("base64url"),
    );
    expect(digests.filter((digest) => digest === secretDigest)).toHaveLength(1);
  });
  expectNoFaults(parts.invitations);
});

const operator = (sub = "operator"): Bearer => ({ sub, tenantId: "platform" });

test("a domain that two tenants prove at once becomes one's", async () => {
  const domainOf = (round: number) => `domain-${round}.example`;
  const tokenOf = (round: number, tenantId: string) => `token-of-${tenantId}-${round}`;
  const tenantIds = ["acme", "globex"];
  await fill(tables, "TenantsTable", (round) =>
    tenantIds.map((tenantId) => ({
      id: `claim#${domainOf(round)}#${tenantId}`,
      domain: domainOf(round),
      tenantId,
      token: tokenOf(round, tenantId),
      createdAt: "2026-01-01T00:00:00.000Z",
      status: "open",
      version: 1,
      ...changedAt("2026-01-01T00:00:00.000Z"),
      listing: `domains#${tenantId}`,
      sortKey: `${domainOf(round)}#claim`,
    })),
  );
  for (const [name, texts] of everyRound(
    (round) =>
      [
        `_cognito-triggers.${domainOf(round)}`,
        tenantIds.map((tenantId) => tokenOf(round, tenantId)),
      ] as const,
  ))
    dns.set(name, texts);
  const prove = (tenantId: string, domain: string) =>
    ask(parts.tenants, "POST /tenants/{tenantId}/domains/{domain}/prove", operator(), {
      path: { tenantId, domain },
    });
  await race(async (round) => {
    const domain = domainOf(round);
    const proofs = await Promise.all(tenantIds.map((tenantId) => prove(tenantId, domain)));
    expect(proofs.map(verdictOf).sort()).toEqual(["200", "409 conflict"]);
    const [winner, loser] = proofs[0]?.status === 200 ? ["acme", "globex"] : ["globex", "acme"];
    expect(await tables.get("TenantsTable", { id: `domain#${domain}` })).toMatchObject({
      status: "owned",
      tenantId: winner,
      version: 1,
    });
    expect(await tables.get("TenantsTable", { id: `claim#${domain}#${winner}` })).toMatchObject({
      status: "proven",
    });
    expect(await tables.get("TenantsTable", { id: `claim#${domain}#${loser}` })).toMatchObject({
      status: "open",
    });
  });
  expectNoFaults(parts.tenants);
});

test("of two operators who change the same version of a tenant one does", async () => {
  await fill(tables, "TenantsTable", (round) => [{ ...ACME, id: `tenant#same-${round}`, version: 1 }]);
  await race(async (round) => {
    const tenantId = `same-${round}`;
    const change = (by: string, name: string) =>
      ask(parts.tenants, "PATCH /tenants/{tenantId}", operator(by), {
        path: { tenantId },
        body: { name },
        version: 1,
      });
    const answers = await Promise.all([change("operator", "One"), change("operator-too", "Other")]);
    expect(answers.map(verdictOf).sort()).toEqual(["200", "412 stale-version"]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await tables.get("TenantsTable", { id: `tenant#${tenantId}` })).toMatchObject({
      name: ["One", "Other"][winner],
      version: 2,
      changedBy: { kind: "operator", id: ["operator", "operator-too"][winner] },
    });
  });
  expectNoFaults(parts.tenants);
});
