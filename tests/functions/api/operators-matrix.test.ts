import { ask, type Bearer, verdictOf } from "../../harness/api-function";
import { memberItems } from "../../harness/members";
import { ACME, client, MACHINE, putTenants } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, type Trigger } from "../../harness/triggers";

/** Every route of operators: whether it changes something, and what an operator is answered who sends no more than this. */
const ROUTES: readonly (readonly [part: string, route: string, needs: "read" | "manage", answer: string])[] =
  [
    ["tenants", "GET /tenants", "read", "200"],
    ["tenants", "POST /tenants", "manage", "409 conflict"],
    ["tenants", "GET /tenants/{tenantId}", "read", "200"],
    ["tenants", "PATCH /tenants/{tenantId}", "manage", "428 version-missing"],
    ["tenants", "GET /tenants/{tenantId}/domains", "read", "200"],
    ["tenants", "PUT /tenants/{tenantId}/domains/{domain}", "manage", "200"],
    ["tenants", "POST /tenants/{tenantId}/domains/{domain}/prove", "manage", "200"],
    ["tenants", "DELETE /tenants/{tenantId}/domains/{domain}", "manage", "204"],
    ["people", "GET /people", "read", "400 invalid-request"],
    ["people", "GET /people/{sub}", "read", "404 not-found"],
    ["people", "POST /people/{sub}/suspend", "manage", "404 not-found"],
    ["people", "POST /people/{sub}/restore", "manage", "404 not-found"],
    ["people", "POST /people/{sub}/erase", "manage", "404 not-found"],
    ["clients", "GET /clients", "read", "200"],
    ["clients", "GET /clients/{clientId}", "read", "404 not-found"],
    ["clients", "PUT /clients/{clientId}", "manage", "428 version-missing"],
    ["clients", "DELETE /clients/{clientId}", "manage", "428 version-missing"],
  ];

const BOTH_SCOPES = ["api/tenants.read", "api/tenants.manage"];

let tables: Tables;
const parts: Record<string, Trigger> = {};
beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  await tables.put(
    "TenantsTable",
    { ...ACME, id: "tenant#initech", status: "suspended" },
    client("9platform", { kind: "machine", tenantId: "platform", scopes: BOTH_SCOPES }),
    client("9reader", { kind: "machine", tenantId: "platform", scopes: ["api/tenants.read"] }),
    client("9released", { kind: "machine", tenantId: "platform", scopes: BOTH_SCOPES, status: "released" }),
    client("9foreign", { kind: "foreign" }),
  );
  const [suspended, ...rest] = memberItems("suspended", { tenantId: "platform", role: "admin" });
  await tables.put(
    "PeopleTable",
    { ...suspended, status: "suspended" },
    ...rest,
    ...memberItems("operator", { tenantId: "platform", role: "admin" }),
    ...memberItems("onlooker", { tenantId: "platform", role: "viewer" }),
    ...memberItems("member", { tenantId: "platform", role: "member" }),
    ...memberItems("former", { tenantId: "platform", role: "admin", status: "removed" }),
    ...memberItems("paused", { tenantId: "platform", role: "admin", status: "suspended" }),
    ...memberItems("admin", { role: "admin" }),
  );
  for (const part of ["tenants", "people", "clients"])
    parts[part] = loadBundle(`api-${part}`, tables.endpoint);
});
afterAll(async () => {
  for (const part of Object.values(parts)) await part.stop();
  await tables.stop();
});

const onPlatform = (sub: string, changes: Partial<Bearer> = {}): Bearer => ({
  sub,
  tenantId: "platform",
  role: "admin",
  ...changes,
});
const machine = (clientId: string, claims: Bearer["claims"] = {}): Bearer => ({
  sub: clientId,
  claims: {
    client_id: clientId,
    username: undefined,
    "custom:tenant_id": "platform",
    "custom:role": undefined,
    scope: BOTH_SCOPES.join(" "),
    ...claims,
  },
});

const NOT_SIGNED_IN = "401 not-signed-in";
const NO_SCOPE = "403 insufficient-scope";
const REFUSED = "403 refused";

/** What is answered instead; undefined to be let in. */
const CALLERS: readonly (readonly [string, Bearer, read: string | undefined, manage: string | undefined])[] =
  [
    ["an operator", onPlatform("operator"), undefined, undefined],
    ["an operator who looks", onPlatform("onlooker", { role: "viewer" }), undefined, NO_SCOPE],
    ["a member of the platform", onPlatform("member", { role: "member" }), undefined, NO_SCOPE],
    ["one who was more when the token was issued", onPlatform("onlooker"), undefined, REFUSED],
    ["one who was removed", onPlatform("former"), REFUSED, REFUSED],
    ["one whose membership is suspended", onPlatform("paused"), REFUSED, REFUSED],
    ["one who is suspended", onPlatform("suspended"), REFUSED, REFUSED],
    ["one who is gone", onPlatform("nobody"), NOT_SIGNED_IN, NOT_SIGNED_IN],
    ["an admin of a tenant", { sub: "admin" }, NO_SCOPE, NO_SCOPE],
    [
      "an admin of a tenant with the scopes of an operator",
      { sub: "admin", claims: { scope: "api/tenants.read api/tenants.manage" } },
      REFUSED,
      REFUSED,
    ],
    ["an ID token", onPlatform("operator", { claims: { token_use: "id" } }), NOT_SIGNED_IN, NOT_SIGNED_IN],
    [
      "another client",
      onPlatform("operator", { claims: { client_id: "other" } }),
      NOT_SIGNED_IN,
      NOT_SIGNED_IN,
    ],
    ["a token without scopes", onPlatform("operator", { claims: { scope: undefined } }), NO_SCOPE, NO_SCOPE],
    ["a machine of the platform", machine("9platform"), undefined, undefined],
    ["one that may read", machine("9platform", { scope: "api/tenants.read" }), undefined, NO_SCOPE],
    ["one that could do more when the token was issued", machine("9reader"), undefined, NO_SCOPE],
    ["a machine of a tenant", machine(MACHINE), NO_SCOPE, NO_SCOPE],
    ["a machine that was released", machine("9released"), NO_SCOPE, NO_SCOPE],
    ["a client that is no machine", machine("9foreign"), NO_SCOPE, NO_SCOPE],
    ["a machine that nobody has registered", machine("9unknown"), NO_SCOPE, NO_SCOPE],
  ];

const BODIES: Readonly<Record<string, object>> = {
  "POST /tenants": { tenantId: "acme", name: "Acme" },
  "PATCH /tenants/{tenantId}": { name: "Acme" },
  "PUT /clients/{clientId}": { name: "Agent", kind: "foreign" },
};
const PATH = { tenantId: "acme", domain: "acme.example", sub: "unknown-person", clientId: "unknownclient" };

describe.each(CALLERS)("%s", (_, bearer, read, manage) => {
  test.each(ROUTES)("%s: %s", async (part, route, needs, answer) => {
    const fn = parts[part];
    if (fn === undefined) throw new Error("no such part");
    const expected = (needs === "read" ? read : manage) ?? answer;
    // What an operator has released in an earlier row is given back.
    await putTenants(tables);
    expect(verdictOf(await ask(fn, route, bearer, { path: PATH, body: BODIES[route] }))).toBe(expected);
  });
});

test("nobody of the bundles has failed", () => {
  const faults = Object.values(parts).flatMap((part) => part.log().filter(({ level }) => level === "error"));
  expect(faults).toEqual([]);
});
