import { generateKeyPairSync } from "node:crypto";
import type { SigningKey } from "../../../local/pool/tokens/jwt";
import { ROLES, type Role } from "../../../shared/tenants/role";
import { scopesOf } from "../../../shared/tenants/scopes";
import { memberItems } from "../../harness/members";
import { readTemplate } from "../../harness/packaged-service";
import { signedJwt } from "../../harness/signed-jwt";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { ask, claimsIn, type Member, member, verdictOf } from "./visitor";

let visited: TestEdition;
let ada: Member;
const faults: unknown[] = [];

/** Every route of these parts, with a request that is right, and that changes nothing where it is allowed. */
const ROUTES: Readonly<
  Record<string, { path: string; body?: unknown; version?: number; ok: string; kind: Kind }>
> = {
  "GET /memberships": { path: "/memberships", ok: "200", kind: "own" },
  "DELETE /memberships/{tenantId}": { path: "/memberships/globex", ok: "404 not-found", kind: "own" },
  "GET /memberships/invitations": { path: "/memberships/invitations", ok: "200", kind: "own" },
  "POST /memberships/invitations/{tenantId}/accept": {
    path: "/memberships/invitations/nowhere/accept",
    ok: "404 not-found",
    kind: "own",
  },
  "POST /memberships/invitations/{tenantId}/decline": {
    path: "/memberships/invitations/nowhere/decline",
    ok: "404 not-found",
    kind: "own",
  },
  "GET /members": { path: "/members", ok: "200", kind: "list" },
  "GET /audit": { path: "/audit", ok: "200", kind: "list" },
  "GET /tenant": { path: "/tenant", ok: "200", kind: "list" },
  "GET /members/{sub}": { path: "/members/target", ok: "200", kind: "member" },
  "PATCH /members/{sub}": {
    path: "/members/target",
    body: { role: "member" },
    version: 1,
    ok: "200",
    kind: "change",
  },
  "DELETE /members/{sub}": { path: "/members/gone", version: 1, ok: "204", kind: "change" },
  "PATCH /tenant": { path: "/tenant", body: { name: "Acme" }, version: 9, ok: "200", kind: "settings" },
  "GET /tenants/{tenantId}/members": { path: "/tenants/acme/members", ok: "200", kind: "any tenant's" },
  "GET /tenants/{tenantId}/audit": { path: "/tenants/acme/audit", ok: "200", kind: "any tenant's" },
  "GET /tenants/{tenantId}/members/{sub}": {
    path: "/tenants/acme/members/target",
    ok: "200",
    kind: "any tenant's",
  },
  "PATCH /tenants/{tenantId}/members/{sub}": {
    path: "/tenants/acme/members/target",
    body: { role: "member" },
    version: 1,
    ok: "200",
    kind: "change in any tenant",
  },
  "DELETE /tenants/{tenantId}/members/{sub}": {
    path: "/tenants/acme/members/gone",
    version: 1,
    ok: "204",
    kind: "change in any tenant",
  },
};

const KINDS = [
  "own",
  "list",
  "member",
  "change",
  "settings",
  "any tenant's",
  "change in any tenant",
] as const;
type Kind = (typeof KINDS)[number];

const own = (): SigningKey => visited.edition.pool.keys.access;
const strange = (): SigningKey => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid: own().kid, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
};

/** A token of this pool, as Cognito would have issued it to somebody else. */
function tokenOf(sub: string, tenantId: string, role: Role, changes: object = {}, key = own()): string {
  const scope = ["aws.cognito.signin.user.admin", ...scopesOf(tenantId, role).map((name) => `api/${name}`)];
  return signedJwt(
    {
      ...claimsIn(ada.accessToken),
      sub,
      username: sub,
      "custom:tenant_id": tenantId,
      "custom:role": role,
      scope: scope.join(" "),
      ...changes,
    },
    key,
  );
}

const EVERYTHING =
  "api/profile.read api/profile.write api/members.read api/members.manage api/tenants.read api/tenants.manage";
const machine = () =>
  tokenOf("machine", "platform", "admin", {
    client_id: visited.webClient,
    sub: visited.webClient,
    username: undefined,
    "custom:role": undefined,
    scope: EVERYTHING,
  });

beforeAll(async () => {
  visited = await startTestEdition();
  ada = await member(visited, "ada");
  const [suspended, removed] = ["suspended", "removed"].map((status) =>
    memberItems(`${status}-person`, { role: "admin" }).map((item) =>
      item.item === "profile" ? { ...item, status } : item,
    ),
  );
  await visited.tables.put(
    "TenantsTable",
    { id: "tenant#closed", name: "Closed", status: "suspended", defaultRole: "member" },
    { id: "tenant#initech", name: "Initech", status: "active", defaultRole: "member" },
  );
  await visited.tables.put(
    "PeopleTable",
    ...memberItems("target"),
    ...memberItems("gone", { status: "removed" }),
    ...ROLES.flatMap((role) => memberItems(role, { role })),
    ...memberItems("demoted", { role: "viewer" }),
    ...memberItems("suspended-member", { role: "admin", status: "suspended" }),
    ...memberItems("removed-member", { role: "admin", status: "removed" }),
    ...memberItems("of-closed", { role: "admin", tenantId: "closed" }),
    ...memberItems("of-initech", { role: "admin", tenantId: "initech" }),
    ...memberItems("onlooker", { role: "viewer", tenantId: "platform" }),
    ...memberItems("operator", { role: "admin", tenantId: "platform" }),
    ...(suspended ?? []),
    ...(removed ?? []),
  );
  visited.edition.lambda.onInvocation(({ log, outcome }) => {
    if (outcome.kind !== "answered" && outcome.kind !== "failed") faults.push(outcome);
    faults.push(...log.filter((line) => (line as { level?: string }).level === "error"));
  });
});
afterAll(() => visited.stop());
afterEach(() => expect(faults.splice(0)).toEqual([]));

test("every route of these functions is in the matrix", () => {
  const routes = Object.values(readTemplate().Resources)
    .filter(({ Type }) => Type === "AWS::ApiGatewayV2::Route")
    .map(({ Properties }) => String(Properties.RouteKey))
    .filter((route) =>
      / \/(audit|members|memberships|tenant)\b|\/tenants\/\{tenantId\}\/(audit|members)/.test(route),
    );
  expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
});

const GATEWAY = Array(7).fill("401");
const UNKNOWN = Array(7).fill("401 not-signed-in");
const LOW = "403 insufficient-scope";
const REFUSED = "403 refused";
const OK = "ok";
const NOBODY = "404 not-found";
const KEPT_OUT = [REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, LOW, LOW];

/** What comes of each kind of route, in the order of `KINDS`. */
const CALLERS: [caller: string, token: () => string | undefined, expected: string[]][] = [
  ["nobody", () => undefined, GATEWAY],
  ["text", () => "x.y.z", GATEWAY],
  ["an ID token", () => ada.idToken, UNKNOWN],
  ["a refresh token", () => ada.refreshToken, GATEWAY],
  ["an expired token", () => tokenOf("admin", "acme", "admin", { exp: 1_700_000_000 }), GATEWAY],
  [
    "another pool",
    () => tokenOf("admin", "acme", "admin", { iss: "https://other.example" }, strange()),
    GATEWAY,
  ],
  ["another pool in this one's name", () => tokenOf("admin", "acme", "admin", {}, strange()), GATEWAY],
  ["a client of somebody else", () => tokenOf("admin", "acme", "admin", { client_id: "foreign" }), GATEWAY],
  ["an admin", () => tokenOf("admin", "acme", "admin"), [OK, OK, OK, OK, OK, LOW, LOW]],
  ["a member", () => tokenOf("member", "acme", "member"), [OK, LOW, LOW, LOW, LOW, LOW, LOW]],
  ["a viewer", () => tokenOf("viewer", "acme", "viewer"), [OK, LOW, LOW, LOW, LOW, LOW, LOW]],
  [
    "a member with an admin's scopes",
    () => tokenOf("member", "acme", "member", { scope: EVERYTHING }),
    [OK, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED],
  ],
  [
    "an admin with an operator's scopes",
    () => tokenOf("admin", "acme", "admin", { scope: EVERYTHING }),
    [OK, OK, OK, OK, OK, REFUSED, REFUSED],
  ],
  [
    "scopes of similar names",
    () => tokenOf("admin", "acme", "admin", { scope: "api/profile.reader profile.read" }),
    Array(7).fill(LOW),
  ],
  [
    "scopes of another resource server",
    () => tokenOf("admin", "acme", "admin", { scope: EVERYTHING.replaceAll("api/", "apis/") }),
    Array(7).fill(LOW),
  ],
  [
    "somebody who was an admin",
    () => tokenOf("demoted", "acme", "admin"),
    [OK, REFUSED, REFUSED, REFUSED, REFUSED, LOW, LOW],
  ],
  ["a suspended person", () => tokenOf("suspended-person", "acme", "admin"), KEPT_OUT],
  ["a removed person", () => tokenOf("removed-person", "acme", "admin"), KEPT_OUT],
  ["a suspended member", () => tokenOf("suspended-member", "acme", "admin"), KEPT_OUT],
  ["a removed member", () => tokenOf("removed-member", "acme", "admin"), KEPT_OUT],
  ["a member of a suspended tenant", () => tokenOf("of-closed", "closed", "admin"), KEPT_OUT],
  ["an admin in the name of another tenant", () => tokenOf("admin", "initech", "admin"), KEPT_OUT],
  [
    "an admin in the name of no tenant",
    () => tokenOf("admin", "acme", "admin", { "custom:tenant_id": undefined }),
    [...UNKNOWN],
  ],
  [
    "an admin in the name of the platform",
    () => tokenOf("admin", "platform", "admin"),
    [REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED],
  ],
  [
    "somebody without a profile",
    () => tokenOf("nobody", "acme", "admin"),
    [...UNKNOWN.slice(0, 5), LOW, LOW],
  ],
  [
    "another tenant's admin",
    () => tokenOf("of-initech", "initech", "admin"),
    [OK, OK, NOBODY, NOBODY, "412 stale-version", LOW, LOW],
  ],
  [
    "an operator who looks",
    () => tokenOf("onlooker", "platform", "viewer"),
    [OK, OK, NOBODY, LOW, LOW, OK, LOW],
  ],
  [
    "an operator who looks, with the scopes of one who changes",
    () => tokenOf("onlooker", "platform", "admin"),
    [OK, OK, NOBODY, REFUSED, REFUSED, OK, REFUSED],
  ],
  ["an operator", () => tokenOf("operator", "platform", "admin"), [OK, OK, NOBODY, NOBODY, NOBODY, OK, OK]],
  ["a machine that nobody has registered", machine, [...UNKNOWN.slice(0, 5), LOW, LOW]],
];

test.each(CALLERS)("%s", async (_, token, expected) => {
  const bearer = token();
  for (const [route, { path, body, version, ok, kind }] of Object.entries(ROUTES)) {
    const [method] = route.split(" ");
    const answer = await ask(visited, `${method} ${path}`, {
      token: bearer,
      body,
      ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
    });
    const wanted = expected[KINDS.indexOf(kind)];
    expect({ route, verdict: verdictOf(answer) }).toEqual({ route, verdict: wanted === OK ? ok : wanted });
    expect(answer.headers.get("cache-control") ?? "no-store").toBe("no-store");
  }
});

test("nobody has changed anything", async () => {
  const item = (sub: string) => visited.tables.get("PeopleTable", { sub, item: "tenant#acme" });
  expect(await item("target")).toEqual(memberItems("target")[1]);
  expect(await item("gone")).toEqual(memberItems("gone", { status: "removed" })[1]);
});
