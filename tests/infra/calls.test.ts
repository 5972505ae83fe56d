import { ask, type Bearer, verdictOf } from "../harness/api-function";
import { startTestDns } from "../harness/dns";
import { memberItems } from "../harness/members";
import { readTemplate } from "../harness/packaged-service";
import { client, holdersOf, invitation, putTenants } from "../harness/people";
import { startRecording } from "../harness/recorded-calls";
import { startTables, type Tables } from "../harness/tables";
import { loadBundle } from "../harness/triggers";
import { allowedIn } from "./allowed-calls";

type Step = readonly [route: string, by: Bearer, sent: Parameters<typeof ask>[3], verdict: string];

const ADMIN: Bearer = { sub: "admin" };
const ADA: Bearer = { sub: "ada", role: "member" };
const OPERATOR: Bearer = { sub: "operator", tenantId: "platform" };
/** Of a machine the registry is asked, of a person not. */
const MACHINE: Bearer = {
  sub: "9platform",
  claims: {
    client_id: "9platform",
    username: undefined,
    "custom:tenant_id": "platform",
    "custom:role": undefined,
    scope: "api/tenants.read",
  },
};
/** The pool has a user of theirs, and the tables have nothing. */
const INVITED: Bearer = { sub: "invited", role: "viewer" };
const MOVED: Bearer = { sub: "moved", role: "member" };
/** Under the legacy id of another. */
const IMPOSTOR: Bearer = { sub: "impostor", role: "member" };
const MOVED_OVER = {
  email_verified: "true",
  "custom:legacy_id": "4711",
  "custom:tenant_id": "acme",
  "custom:role": "member",
};
const USERS = {
  invited: { email: "invited@acme.example", email_verified: "true" },
  moved: { email: "moved@acme.example", ...MOVED_OVER },
  impostor: { email: "impostor@acme.example", ...MOVED_OVER },
};
/** What the pool is asked with on their own behalf. */
const TOKEN = { authorization: "Bearer their.own.token" };
const named = (sub: string) => ({ sub });
const GLOBEX_DOMAIN = { tenantId: "globex", domain: "globex.example" };

/** All that each part of the API does: every route, and every way that it takes to the tables. */
const STORIES: Readonly<Record<string, readonly Step[]>> = {
  "api-members": [
    ["GET /members", ADMIN, {}, "200"],
    ["GET /members", ADMIN, { query: { q: "a" } }, "200"],
    ["GET /members", ADMIN, { query: { role: "admin", status: "active" } }, "200"],
    ["GET /members", ADMIN, { query: { role: "admin", status: "active", q: "a" } }, "200"],
    ["GET /members/{sub}", ADMIN, { path: named("ada") }, "200"],
    ["PATCH /members/{sub}", ADMIN, { path: named("ada"), body: { role: "viewer" }, version: 1 }, "200"],
    ["PATCH /members/{sub}", ADMIN, { path: named("ada"), body: { status: "suspended" }, version: 2 }, "200"],
    ["PATCH /members/{sub}", ADMIN, { path: named("ada"), body: { status: "active" }, version: 3 }, "200"],
    ["PATCH /members/{sub}", ADMIN, { path: named("second"), body: { role: "viewer" }, version: 1 }, "200"],
    ["DELETE /members/{sub}", ADMIN, { path: named("ada"), version: 4 }, "204"],
    ["GET /tenants/{tenantId}/members", OPERATOR, { path: { tenantId: "acme" } }, "200"],
  ],
  "api-profile": [
    ["GET /profile", ADA, {}, "200"],
    ["PATCH /profile", ADA, { body: { name: "Ada" }, headers: TOKEN }, "200"],
    ["GET /profile", INVITED, {}, "200"],
    ["GET /profile", MOVED, {}, "200"],
    ["GET /profile", IMPOSTOR, {}, "403 refused"],
  ],
  "api-sessions": [
    ["GET /sessions", ADA, { headers: TOKEN }, "200"],
    ["DELETE /sessions", ADA, { headers: TOKEN }, "204"],
  ],
  // It asks the pool with the token of the caller, reads who that is, and notes a change.
  "api-passkeys": [["DELETE /passkeys/{id}", ADA, { path: { id: "one" }, headers: TOKEN }, "204"]],
  "api-memberships": [
    ["GET /memberships", ADA, {}, "200"],
    ["GET /memberships/invitations", ADA, {}, "200"],
    ["POST /memberships/invitations/{tenantId}/accept", ADA, { path: { tenantId: "globex" } }, "200"],
    ["POST /memberships/invitations/{tenantId}/accept", ADA, { path: { tenantId: "globex" } }, "200"],
    ["POST /memberships/invitations/{tenantId}/decline", ADA, { path: { tenantId: "platform" } }, "204"],
    ["DELETE /memberships/{tenantId}", ADA, { path: { tenantId: "globex" } }, "204"],
    ["DELETE /memberships/{tenantId}", ADMIN, { path: { tenantId: "acme" } }, "204"],
  ],
  "api-invitations": [
    ["GET /invitations", ADMIN, {}, "200"],
    ["POST /invitations", ADMIN, { body: { invitations: [{ email: "new@acme.example" }] } }, "200"],
    ["POST /invitations/{email}/send", ADMIN, { path: { email: "new@acme.example" }, version: 1 }, "200"],
    ["DELETE /invitations/{email}", ADMIN, { path: { email: "new@acme.example" }, version: 2 }, "204"],
    ["GET /tenants/{tenantId}/invitations", OPERATOR, { path: { tenantId: "acme" } }, "200"],
  ],
  "api-tenant": [
    ["GET /tenant", ADMIN, {}, "200"],
    ["PATCH /tenant", ADMIN, { body: { name: "Acme too" }, version: 1 }, "200"],
  ],
  "api-audit": [
    ["GET /audit", ADMIN, {}, "200"],
    ["GET /tenants/{tenantId}/audit", OPERATOR, { path: { tenantId: "acme" } }, "200"],
  ],
  "api-tenants": [
    ["GET /tenants", OPERATOR, {}, "200"],
    ["GET /tenants", OPERATOR, { query: { q: "ac" } }, "200"],
    ["POST /tenants", OPERATOR, { body: { tenantId: "initech", name: "Initech" } }, "201"],
    ["GET /tenants/{tenantId}", OPERATOR, { path: { tenantId: "initech" } }, "200"],
    [
      "PATCH /tenants/{tenantId}",
      OPERATOR,
      { path: { tenantId: "initech" }, body: { name: "Initrode" }, version: 1 },
      "200",
    ],
    ["GET /tenants/{tenantId}/domains", OPERATOR, { path: { tenantId: "acme" } }, "200"],
    ["PUT /tenants/{tenantId}/domains/{domain}", OPERATOR, { path: GLOBEX_DOMAIN }, "200"],
    [
      "POST /tenants/{tenantId}/domains/{domain}/prove",
      OPERATOR,
      { path: GLOBEX_DOMAIN },
      "409 unproven-domain",
    ],
    ["DELETE /tenants/{tenantId}/domains/{domain}", OPERATOR, { path: GLOBEX_DOMAIN }, "204"],
  ],
  "api-clients": [
    ["GET /clients", OPERATOR, {}, "200"],
    [
      "PUT /clients/{clientId}",
      OPERATOR,
      {
        path: { clientId: "1foreign" },
        body: { name: "Theirs", kind: "foreign", scopes: ["api/members.read"] },
        version: 0,
      },
      "201",
    ],
    ["GET /clients/{clientId}", OPERATOR, { path: { clientId: "1foreign" } }, "200"],
    ["DELETE /clients/{clientId}", OPERATOR, { path: { clientId: "1foreign" }, version: 1 }, "204"],
  ],
  "api-people": [
    ["GET /people", OPERATOR, { query: { address: "ada@acme.example" } }, "200"],
    ["GET /people/{sub}", MACHINE, { path: named("ada") }, "200"],
    ["POST /people/{sub}/suspend", OPERATOR, { path: named("ada") }, "200"],
    ["POST /people/{sub}/restore", OPERATOR, { path: named("ada") }, "200"],
    ["POST /people/{sub}/suspend", OPERATOR, { path: named("other-operator") }, "200"],
    ["POST /people/{sub}/erase", OPERATOR, { path: named("ada") }, "200"],
  ],
};

const people = (...given: Parameters<typeof memberItems>) =>
  memberItems(...given).flatMap((item) => [item, ...holdersOf(item)]);

async function prepare(tables: Tables): Promise<void> {
  await putTenants(tables);
  const scopes = ["api/tenants.read", "api/tenants.manage"];
  await tables.put("TenantsTable", client("9platform", { kind: "machine", tenantId: "platform", scopes }));
  await tables.put(
    "PeopleTable",
    ...people("admin", { role: "admin" }),
    ...people("second", { role: "admin" }),
    ...people("ada"),
    ...people("operator", { tenantId: "platform", role: "admin" }),
    ...people("other-operator", { tenantId: "platform", role: "admin" }),
  );
  const email = "ada@acme.example";
  // The owner of the domain is Acme, so that Globex may invite only where nobody owns it.
  await tables.delete("TenantsTable", { id: "domain#acme.example" });
  await tables.put(
    "InvitationsTable",
    invitation({ email, tenantId: "globex", role: "viewer" }),
    invitation({ email, tenantId: "platform", role: "viewer" }),
    invitation({ email: "invited@acme.example", role: "viewer" }),
  );
  await tables.put("LegacyUsersTable", { login: email, legacyId: "1", hash: "x" });
}

/** An index that is meant by `*` is every one of the table. */
function indexesSpelledOut(call: string): string[] {
  const [, query, table] = /^(Query (\w+)\/index\/)\*$/.exec(call) ?? [];
  if (query === undefined || table === undefined) return [call];
  const indexes = readTemplate().Resources[table]?.Properties.GlobalSecondaryIndexes ?? [];
  return (indexes as { IndexName: string }[]).map(({ IndexName }) => query + IndexName);
}

/** What a test has started ends with it, also where it fails. */
const started: { stop(): Promise<unknown> }[] = [];
afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())));

test.each(Object.entries(STORIES))("%s may call what it calls, and nothing else", async (name, story) => {
  const tables = await startTables();
  started.push(tables);
  const dns = await startTestDns();
  started.push(dns);
  await prepare(tables);
  const recording = await startRecording(tables.endpoint, USERS);
  started.push(recording);
  const fn = loadBundle(name, tables.endpoint, {
    ...recording.environment,
    DNS_SERVER: dns.address,
    PASSWORDLESS: "passkey",
  });
  started.push(fn);
  const verdicts: string[] = [];
  for (const [route, by, sent] of story) verdicts.push(verdictOf(await ask(fn, route, by, sent)));
  expect(verdicts).toEqual(story.map(([, , , verdict]) => verdict));
  const allowed = allowedIn(readTemplate(), name).filter((call) => !call.startsWith("logs:"));
  expect(recording.calls()).toEqual([...new Set(allowed.flatMap(indexesSpelledOut))].sort());
});
