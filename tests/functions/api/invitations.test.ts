import { GLOBEX, INVITATION_SECRET, invitation } from "../../harness/people";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { PASSWORD } from "../../local/edition/visitor";
import { type Answer, ask, type Member, member, signIn, type Tokens, verdictOf } from "./visitor";

let visited: TestEdition;
let ada: Tokens;
let gwen: Tokens;
let olga: Tokens;
let mona: Member;

beforeAll(async () => {
  visited = await startTestEdition();
  ada = await joinByInvitation("ada@acme.example", "acme", "admin");
  gwen = await joinByInvitation("gwen@globex.example", "globex", "admin");
  olga = await joinByInvitation("olga@operators.example", "platform", "admin");
  mona = await member(visited, "mona");
});
afterAll(() => visited?.stop());

const signUp = (email: string, secret?: string) =>
  ask(visited, "POST /auth/sign-up", { body: { email, password: PASSWORD, invitation: secret } });

async function signUpBy(email: string, secret: string): Promise<Tokens> {
  const signedUp = await signUp(email, secret);
  if (signedUp.status !== 201) throw new Error(`signing up: ${verdictOf(signedUp)}`);
  const body = { email, code: visited.code(email), password: PASSWORD };
  await ask(visited, "POST /auth/confirm", { body });
  return signIn(visited, email);
}

async function joinByInvitation(email: string, tenantId: string, role: string): Promise<Tokens> {
  await visited.tables.put("InvitationsTable", invitation({ email, tenantId, role }));
  return signUpBy(email, INVITATION_SECRET);
}

const invite = (by: Tokens, ...invitations: readonly object[]) =>
  ask(visited, "POST /invitations", { token: by.accessToken, body: { invitations } });
const list = (by: Tokens, query = "", path = "/invitations") =>
  ask(visited, `GET ${path}${query}`, { token: by.accessToken });
const change = (by: Tokens, route: string, version?: unknown) =>
  ask(visited, route, {
    token: by.accessToken,
    headers: version === undefined ? {} : { "if-match": `"${version}"` },
  });

interface Shown {
  readonly email: string;
  readonly version: number;
}
interface Result {
  readonly email: string;
  readonly outcome: string;
  readonly detail?: string;
  readonly invitation?: Shown;
}
const resultsOf = ({ body }: Answer) => (body?.results ?? []) as readonly Result[];
const shownIn = ({ body }: Answer) => (body?.invitations ?? []) as readonly Shown[];
/** The secret in the newest letter to somebody: the edition's own mail takes it. */
function secretTo(email: string): string {
  const { link = "" } = visited.edition.inbox.messages(email).at(-1) ?? {};
  expect(link.startsWith(`${visited.edition.apiUrl}/panel?`)).toBe(true);
  expect(link).toMatch(/\?invitation=[\w-]{43}&email=/);
  return new URL(link).searchParams.get("invitation") ?? "";
}

test("an admin invites, whoever has the link joins, and the invitation is used up", async () => {
  const email = "bob@elsewhere.example";
  const answer = await invite(ada, { email, role: "viewer", language: "de" });
  const [result] = resultsOf(answer);
  expect([answer.status, result]).toEqual([
    200,
    {
      email,
      outcome: "invited",
      invitation: {
        email,
        role: "viewer",
        invitedBy: { kind: "person", id: expect.any(String) },
        language: "de",
        createdAt: expect.any(String),
        sentAt: expect.any(String),
        expiresAt: expect.any(String),
        expired: false,
        version: 1,
      },
    },
  ]);
  expect(shownIn(await list(ada, "?q=BOB"))).toEqual([result?.invitation]);

  const invited = await signUp(email);
  const uninvited = await signUp("mallory@elsewhere.example");
  expect([invited.status, invited.body]).toEqual([uninvited.status, uninvited.body]);
  expect(verdictOf(invited)).toBe("403 refused");

  const { accessToken: token } = await signUpBy(email, secretTo(email));
  const { body } = await ask(visited, "GET /profile", { token });
  expect(body).toMatchObject({ tenantId: "acme", role: "viewer" });
  expect(shownIn(await list(ada, "?q=bob"))).toEqual([]);
  expect(resultsOf(await invite(ada, { email, role: "admin" }))).toEqual([
    {
      email,
      outcome: "already-member",
      detail: "They are a member already, as viewer. Change their role instead",
    },
  ]);
});

test("an address that only its invitation keeps free is taken for a known one where everybody of the domain may come", async () => {
  const email = "carl@acme.example";
  await invite(ada, { email });
  const [withoutLink, known] = [await signUp(email), await signUp(mona.email)];
  expect([withoutLink.status, withoutLink.body]).toEqual([known.status, known.body]);
  expect(verdictOf(withoutLink)).toBe("409 account-exists");
  expect((await signUp(email, secretTo(email))).status).toBe(201);
});

test("each address has a result of its own", async () => {
  const answer = await invite(
    gwen,
    { email: "dora@elsewhere.example" },
    { email: "DORA@elsewhere.example" },
    { email: "d\u00f6ra@elsewhere.example" },
    { email: "somebody@acme.example" },
  );
  expect([answer.status, resultsOf(answer).map(({ outcome, detail }) => [outcome, detail])]).toEqual([
    200,
    [
      ["invited", undefined],
      ["refused", "This address is in the list more than once"],
      ["refused", "This is not an e-mail address in plain letters, such as name@example.com"],
      ["refused", "This address cannot be invited here"],
    ],
  ]);
});

test("many who are invited at once ask for more at a time than Node 20 expects, and the log does not call it a leak", async () => {
  const many = Array.from({ length: 10 }, (_, index) => ({ email: `guest-${index}@elsewhere.example` }));
  expect(resultsOf(await invite(ada, ...many)).map(({ outcome }) => outcome)).toEqual(
    many.map(() => "invited"),
  );
  const last = visited.edition.lambda.invocations.findLast(({ functionName }) =>
    functionName.endsWith("api-invitations"),
  );
  expect(last?.log).toMatchObject([{ level: "info", route: "POST /invitations" }]);
});

test("sending again takes the version seen, and makes the link before worthless", async () => {
  const email = "erin@elsewhere.example";
  const path = `/invitations/${encodeURIComponent(email)}`;
  await invite(ada, { email });
  const first = secretTo(email);
  expect(verdictOf(await change(ada, `POST ${path}/send`))).toBe("428 version-missing");
  const again = await change(ada, `POST ${path}/send`, 1);
  expect([again.status, again.body]).toMatchObject([
    200,
    { outcome: "invited-again", invitation: { version: 2 } },
  ]);
  expect(verdictOf(await change(ada, `POST ${path}/send`, 1))).toBe("412 stale-version");
  expect(verdictOf(await change(ada, `POST ${path}/send`, "two"))).toBe("400 invalid-request");
  expect(verdictOf(await signUp(email, first))).toBe("403 refused");

  expect(verdictOf(await change(ada, `DELETE ${path}`, 1))).toBe("412 stale-version");
  expect(verdictOf(await change(ada, `DELETE ${path}`, 2))).toBe("204");
  expect(verdictOf(await change(ada, `DELETE ${path}`, 3))).toBe("404 not-found");
  expect(verdictOf(await signUp(email, secretTo(email)))).toBe("403 refused");
});

test("the list has pages, and what a query does not know is a mistake", async () => {
  const emails = ["p1", "p2", "p3", "p4", "p5"].map((name) => `${name}@pages.example`);
  await invite(ada, ...emails.map((email) => ({ email })));
  const seen: string[] = [];
  let cursor: unknown = "";
  while (cursor !== null) {
    const page = await list(ada, `?q=p&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...shownIn(page).map(({ email }) => email));
    expect(shownIn(page).length).toBeLessThanOrEqual(2);
    cursor = page.body?.next;
  }
  expect(seen).toEqual(emails);
  for (const query of ["?limit=0", "?limit=101", "?cursor=x", "?cursor=e30", "?tenantId=globex"])
    expect(verdictOf(await list(ada, query))).toBe("400 invalid-request");
});

const cursorAfter = (after: string) => Buffer.from(JSON.stringify({ after })).toString("base64url");

test("no search, cursor or address is more than the table can look for", async () => {
  const long = `p${"ü".repeat(1_000)}`;
  expect(shownIn(await list(ada, `?q=${encodeURIComponent(long)}`))).toEqual([]);
  for (const query of [
    `?cursor=${cursorAfter("p".repeat(1_025))}`,
    `?q=p&cursor=${cursorAfter("q1@pages.example")}`,
  ])
    expect(verdictOf(await list(ada, query))).toBe("400 invalid-request");
  for (const route of [
    `POST /invitations/${"p".repeat(2_049)}/send`,
    `DELETE /invitations/${"p".repeat(2_049)}`,
  ])
    expect(verdictOf(await change(ada, route, 1))).toBe("404 not-found");
});

test("a tenant sees and changes its own invitations alone", async () => {
  const email = "finn@elsewhere.example";
  await invite(ada, { email });
  expect(shownIn(await list(gwen, "?q=finn"))).toEqual([]);
  expect(verdictOf(await change(gwen, `DELETE /invitations/${email}`, 1))).toBe("404 not-found");
  for (const path of ["/tenants/acme/invitations", "/tenants/globex/invitations"])
    expect(verdictOf(await list(gwen, "", path))).toBe("403 insufficient-scope");
  expect(shownIn(await list(ada, "?q=finn"))).toHaveLength(1);
});

test("an operator invites to any tenant by its path, and to the platform without one", async () => {
  const token = olga.accessToken;
  const body = { invitations: [{ email: "hugo@elsewhere.example", role: "admin" }] };
  const route = "/tenants/globex/invitations";
  const answer = await ask(visited, `POST ${route}`, { token, body });
  expect(resultsOf(answer)).toMatchObject([
    { outcome: "invited", invitation: { role: "admin", invitedBy: { kind: "operator" } } },
  ]);
  expect(shownIn(await list(olga, "?q=hugo", route))).toHaveLength(1);
  expect(verdictOf(await change(olga, `DELETE ${route}/hugo@elsewhere.example`, 1))).toBe("204");
  expect(verdictOf(await list(olga, "", "/tenants/initech/invitations"))).toBe("404 not-found");

  await invite(olga, { email: "otto@acme.example", role: "viewer" });
  const { accessToken } = await signUpBy("otto@acme.example", secretTo("otto@acme.example"));
  const { body: otto } = await ask(visited, "GET /profile", { token: accessToken });
  expect(otto).toMatchObject({ tenantId: "platform", role: "viewer" });
  expect(verdictOf(await ask(visited, `POST ${route}`, { token: accessToken, body }))).toBe(
    "403 insufficient-scope",
  );
});

test("nobody joins a suspended tenant", async () => {
  await visited.tables.put("TenantsTable", {
    ...GLOBEX,
    id: "tenant#closed",
    name: "Closed",
    status: "suspended",
  });
  const body = { invitations: [{ email: "ivan@elsewhere.example" }] };
  const answer = await ask(visited, "POST /tenants/closed/invitations", { token: olga.accessToken, body });
  expect(verdictOf(answer)).toBe("409 conflict");
});

const ROUTES = [
  "GET /invitations",
  "POST /invitations",
  "POST /invitations/x@acme.example/send",
  "DELETE /invitations/x@acme.example",
];

test.each([...ROUTES, ...ROUTES.map((route) => route.replace(" /", " /tenants/acme/"))])(
  "%s is for whoever may manage members, or look",
  async (route) => {
    const body = route.startsWith("POST") ? { invitations: [{ email: "x@acme.example" }] } : undefined;
    const by = (token?: string) => ask(visited, route, { token, body, headers: { "if-match": '"1"' } });
    expect((await by()).status).toBe(401);
    expect(verdictOf(await by(ada.idToken))).toMatch(/^401/);
    expect(verdictOf(await by(mona.accessToken))).toBe("403 insufficient-scope");
  },
);

const X = { email: "x@acme.example" };
test.each([
  ["no list", {}],
  ["an empty one", { invitations: [] }],
  ["an object", { invitations: {} }],
  ["texts", { invitations: ["x@acme.example"] }],
  ["an entry without an address", { invitations: [{}] }],
  ["an address that is a number", { invitations: [{ email: 1 }] }],
  ["a role that is none", { invitations: [{ ...X, role: "owner" }] }],
  ["a language that is none", { invitations: [{ ...X, language: "xx" }] }],
  ["a tenant in an entry", { invitations: [{ ...X, tenantId: "globex" }] }],
  ["a tenant beside them", { invitations: [X], tenantId: "globex" }],
  ["a hundred and one", { invitations: new Array(101).fill(X) }],
])("%s is nothing that can be invited", async (_, body) => {
  const answer = await ask(visited, "POST /invitations", { token: ada.accessToken, body });
  expect(verdictOf(answer)).toBe("400 invalid-request");
});
