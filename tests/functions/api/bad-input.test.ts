import { request } from "node:http";
import { setImmediate } from "node:timers/promises";
import { INVITATION_SECRET, invitation } from "../../harness/people";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, type Trigger } from "../../harness/triggers";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { PASSWORD } from "../../local/edition/visitor";
import { type Answer, ask, type Member, member, signIn, verdictOf } from "./visitor";

let visited: TestEdition;
let ada: Member;
/** An operator, who gets as far as anybody. */
let olga: string;
const faults: unknown[] = [];
beforeAll(async () => {
  visited = await startTestEdition();
  ada = await member(visited, "ada");
  olga = await operator("olga@operators.example");
  visited.edition.lambda.onInvocation(({ log, outcome }) => {
    if (outcome.kind !== "answered" && outcome.kind !== "failed") faults.push(outcome);
    faults.push(...log.filter((line) => (line as { level?: string }).level === "error"));
  });
});
afterAll(() => visited.stop());

async function operator(email: string): Promise<string> {
  await visited.tables.put("InvitationsTable", invitation({ email, tenantId: "platform" }));
  const account = { email, password: PASSWORD };
  await ask(visited, "POST /auth/sign-up", { body: { ...account, invitation: INVITATION_SECRET } });
  await ask(visited, "POST /auth/confirm", { body: { ...account, code: visited.code(email) } });
  return (await signIn(visited, email)).accessToken;
}

afterEach(() => expect(faults.splice(0)).toEqual([]));

/** Stands in whatever is sent, so that it would be seen if it came back. */
const MARK = "Gulliver";
const LONG = MARK.repeat(1_100);
const DEEP = JSON.parse(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`);
const NO_LINES = [`${MARK}\r\nset-cookie: a=b`, `${MARK}\u0000`, `${MARK}\ud800`, `\udc00${MARK}`];
const NO_TEXTS = [0, 5, true, {}, { toString: MARK }, [], [MARK], DEEP, "", LONG, ...NO_LINES];
const NO_MAPS = [
  0,
  5,
  true,
  null,
  "",
  MARK,
  [],
  [MARK],
  { a: 1 },
  { a: null },
  { a: { b: MARK } },
  { "": MARK },
  DEEP,
];

const text = (value: unknown) => ({ value, odd: [...NO_TEXTS, null] });
const removableText = (value: unknown) => ({ value, odd: NO_TEXTS });
const map = (value: unknown) => ({ value, odd: NO_MAPS });

const EMAIL = text("nobody@elsewhere.example");
const CODE = {
  value: "123456",
  odd: [...NO_TEXTS, null, 123456, "12345", "1234567", "12345a", "１２３４５６", " 123456"],
};
const CLIENT_METADATA = map({ campaign: "autumn" });
const word = (value: string) => ({ value, odd: [...NO_TEXTS, null, "owner", value.toUpperCase()] });
const ROLE = word("viewer");

const INVITATION = { email: "eve@elsewhere.example", role: "viewer", language: "en" };
const INVITATIONS = {
  value: [INVITATION],
  odd: [
    ...[0, true, null, "", MARK, {}, INVITATION, [], [null], [5], [MARK], [[]], [{}], [DEEP]],
    [INVITATION, null],
    Array(101).fill(INVITATION),
    [{ ...INVITATION, tenantId: "globex" }],
    ...[...NO_TEXTS, null].flatMap((odd) =>
      Object.keys(INVITATION).map((name) => [{ ...INVITATION, [name]: odd }]),
    ),
  ],
};

const BRAND = { name: "Acme Cloud", colour: "#0055aa", supportUrl: "https://acme.example/help" };
const TENANT_CHANGE = {
  name: text("Acme"),
  defaultRole: ROLE,
  brand: {
    value: BRAND,
    odd: [
      ...NO_MAPS.filter((odd) => odd !== null),
      { ...BRAND, name: `<b>${MARK}</b>` },
      ...["red", "#ffffff", "#0055a"].map((colour) => ({ ...BRAND, colour })),
      ...["http://acme.example", "https://acme.example@evil.example", "javascript:alert(1)"].map(
        (supportUrl) => ({ ...BRAND, supportUrl }),
      ),
      ...[...NO_TEXTS, null].flatMap((odd) => Object.keys(BRAND).map((name) => ({ ...BRAND, [name]: odd }))),
    ],
  },
};
const MEMBER_CHANGE = { role: ROLE, status: word("suspended") };

const CREDENTIAL = { value: '{"id":"of nobody"}', odd: [...NO_TEXTS, null, MARK, "[]"] };

interface Field {
  readonly value: unknown;
  readonly odd: readonly unknown[];
}

interface Expected {
  /** The first so many fields have to be there. */
  readonly needs: number;
  readonly fields: Readonly<Record<string, Field>>;
  /** In kilobytes, where it is not 16. */
  readonly largest?: number;
}

/** A body that each endpoint understands, field by field, and what the field may not be. */
const ENDPOINTS: Readonly<Record<string, Expected>> = {
  "POST /auth/sign-up": {
    needs: 2,
    fields: {
      email: EMAIL,
      password: text(PASSWORD),
      name: text("Ada"),
      locale: text("en"),
      invitation: text("a-secret-of-nobody-s"),
      attributes: map({ given_name: "Ada" }),
      clientMetadata: CLIENT_METADATA,
      validationData: map({ form: "short" }),
    },
  },
  "POST /auth/confirm": {
    needs: 3,
    fields: { email: EMAIL, code: CODE, password: text(PASSWORD), clientMetadata: CLIENT_METADATA },
  },
  "POST /auth/resend-code": { needs: 1, fields: { email: EMAIL, clientMetadata: CLIENT_METADATA } },
  "POST /auth/sign-in": {
    needs: 1,
    fields: {
      email: EMAIL,
      password: text(PASSWORD),
      choice: { value: undefined, odd: [...NO_TEXTS, null, "SMS_OTP", "email_otp"] },
      clientMetadata: CLIENT_METADATA,
    },
  },
  "POST /auth/challenge": {
    needs: 3,
    fields: {
      challenge: {
        value: "SOFTWARE_TOKEN_MFA",
        odd: [...NO_TEXTS, null, "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"],
      },
      session: text("a-session-of-nobody-s"),
      email: EMAIL,
      code: { ...CODE, odd: [...CODE.odd, "123456789"] },
      credential: CREDENTIAL,
      newPassword: text(PASSWORD),
      attributes: map({ given_name: "Ada" }),
      choice: { value: "SMS_MFA", odd: [...NO_TEXTS, null, "WEB_AUTHN"] },
      clientMetadata: CLIENT_METADATA,
    },
  },
  "POST /auth/refresh": {
    needs: 0,
    fields: { refreshToken: text("abc"), tenant: text("acme"), clientMetadata: CLIENT_METADATA },
  },
  "POST /auth/sign-out": { needs: 0, fields: { refreshToken: text("abc") } },
  "POST /auth/forgot-password": { needs: 1, fields: { email: EMAIL, clientMetadata: CLIENT_METADATA } },
  "POST /auth/reset-password": {
    needs: 3,
    fields: { email: EMAIL, code: CODE, newPassword: text(PASSWORD), clientMetadata: CLIENT_METADATA },
  },
  "POST /auth/change-password": {
    needs: 2,
    fields: { currentPassword: text(PASSWORD), newPassword: text(PASSWORD) },
  },
  "PATCH /profile": { needs: 0, fields: { name: removableText("Ada"), locale: removableText("en") } },
  "POST /passkeys": { needs: 1, fields: { credential: CREDENTIAL } },
  "POST /invitations": { needs: 1, fields: { invitations: INVITATIONS }, largest: 64 },
  "POST /tenants/{tenantId}/invitations": { needs: 1, fields: { invitations: INVITATIONS }, largest: 64 },
  "PATCH /members/{sub}": { needs: 0, fields: MEMBER_CHANGE },
  "PATCH /tenants/{tenantId}/members/{sub}": { needs: 0, fields: MEMBER_CHANGE },
  "PATCH /tenant": { needs: 0, fields: TENANT_CHANGE },
  "POST /tenants": {
    needs: 2,
    fields: {
      tenantId: { value: "initech", odd: [...NO_TEXTS, null, MARK, "platform", "-a", "a b", "a#b"] },
      name: text("Initech"),
      defaultRole: ROLE,
    },
  },
  "PATCH /tenants/{tenantId}": { needs: 0, fields: { ...TENANT_CHANGE, status: word("suspended") } },
  "PUT /clients/{clientId}": {
    needs: 2,
    fields: {
      name: text("Agent"),
      kind: word("machine"),
      tenantId: { value: "acme", odd: [...NO_TEXTS, null, MARK, "-a", "a b", "a#b"] },
      scopes: {
        value: ["api/members.read"],
        odd: [
          ...NO_TEXTS.filter((odd) => !Array.isArray(odd)),
          ...[null, MARK, [5], [""], [null], [[]], [LONG], [`${MARK} x`], Array(51).fill("a")],
        ],
      },
    },
  },
};
const ROUTES = Object.keys(ENDPOINTS);

/** Those whose requests are an address alone. */
const BODILESS = [
  "GET /profile",
  "GET /sessions",
  "DELETE /sessions",
  "DELETE /sessions/{id}",
  "GET /passkeys",
  "POST /passkeys/begin",
  "DELETE /passkeys/{id}",
  "GET /memberships",
  "DELETE /memberships/{tenantId}",
  "GET /memberships/invitations",
  "POST /memberships/invitations/{tenantId}/accept",
  "POST /memberships/invitations/{tenantId}/decline",
  "GET /tenant",
  ...["", "/tenants/{tenantId}"].flatMap((prefix) => [
    `GET ${prefix}/invitations`,
    `POST ${prefix}/invitations/{email}/send`,
    `DELETE ${prefix}/invitations/{email}`,
    `GET ${prefix}/members`,
    `GET ${prefix}/members/{sub}`,
    `DELETE ${prefix}/members/{sub}`,
    `GET ${prefix}/audit`,
  ]),
  "GET /tenants",
  "GET /tenants/{tenantId}",
  "GET /tenants/{tenantId}/domains",
  "PUT /tenants/{tenantId}/domains/{domain}",
  "POST /tenants/{tenantId}/domains/{domain}/prove",
  "DELETE /tenants/{tenantId}/domains/{domain}",
  "GET /people",
  "GET /people/{sub}",
  "POST /people/{sub}/suspend",
  "POST /people/{sub}/restore",
  "POST /people/{sub}/erase",
  "GET /clients",
  "GET /clients/{clientId}",
  "DELETE /clients/{clientId}",
];
const PAGE = "GET /panel";

/** What stands in the place of a variable, unless a test says otherwise. */
const ADDRESSED: Readonly<Record<string, string>> = { tenantId: "acme" };
const addressOf = (route: string, variables = ADDRESSED) =>
  route.replace(/\{(\w+)\}/g, (_, name: string) => variables[name] ?? "nobody");

/** People alone have a profile and a password; everything else is for operators as well. */
const tokenFor = (route: string) => (/ \/(auth|profile)/.test(route) ? ada.accessToken : olga);

const bodyOf = (route: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(ENDPOINTS[route]?.fields ?? {}).map(([name, { value }]) => [name, value]),
  );

const send = (route: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(visited, addressOf(route), { body, token: tokenFor(route), headers });

/** What the request was, why it failed and where the service keeps things is nobody's business. */
function expectTame(answer: Answer, sent = MARK): void {
  expect(answer.status).toBeLessThan(500);
  expect(answer.text).not.toContain(sent);
  expect(answer.text).not.toMatch(
    /Exception|\bat \S+:\d+|node_modules|\/functions\/|arn:|Table|undefined|\[object/,
  );
  expect(answer.text).not.toContain(visited.edition.stack.pool.id);
  expect(answer.headers.get("set-cookie")).toBeNull();
}

function expectComplaint(answer: Answer, fields: readonly string[]): void {
  expectTame(answer);
  expect(verdictOf(answer)).toBe("400 invalid-request");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body).toMatchObject({ type: "urn:problem:invalid-request", status: 400 });
  const errors = (answer.body?.errors ?? []) as { field: string; detail: string }[];
  expect(errors.map(({ field }) => field)).toEqual(fields);
  for (const { detail } of errors) expect(detail).toEqual(expect.any(String));
}

const inTurn = async <Item>(items: readonly Item[], visit: (item: Item) => Promise<void>) => {
  for (const item of items) await visit(item);
};

test("the bodies that are spoilt here are those that the endpoints understand", async () => {
  await inTurn(ROUTES, async (route) => {
    const answer = await send(route, bodyOf(route));
    expectTame(answer, "autumn");
    expect(answer.body?.errors).toBeUndefined();
  });
});

test("no route is left out", () => {
  const routes = visited.edition.stack.httpApi?.routes.map(({ key }) => key);
  expect([...ROUTES, ...BODILESS, PAGE].sort()).toEqual(routes?.sort());
});

describe.each(BODILESS)("%s", (route) => {
  const [, ...variables] = route.split("{").map((part) => part.replace(/\}.*/, ""));
  const odds = [
    "%00",
    "%ff",
    "%0d%0aset-cookie:%20a=b",
    "..%2f..",
    "%F0%9D%95%8F",
    "__proto__",
    "a%23b",
    MARK,
  ];
  const visit = async (address: string) => {
    const headers = { "if-match": '"1"' };
    expectTame(await ask(visited, address, { token: olga, headers }));
  };

  test("anything in the place of a variable", async () => {
    await inTurn(variables, (variable) =>
      inTurn([...odds, MARK.repeat(100)], (odd) =>
        visit(addressOf(route, { ...ADDRESSED, [variable]: odd })),
      ),
    );
  });

  test("anything behind the question mark", async () => {
    const names = ["limit", "cursor", "q", "role", "status", "address", "tenantId", "__proto__"];
    const address = addressOf(route, { tenantId: "nowhere" });
    await inTurn(names, (name) => visit(`${address}?${name}=&${name}=${MARK}`));
    await inTurn(["", "=", "&&", "%00", "limit", "cursor=e30", "cursor=%ff"], (query) =>
      visit(`${address}?${query}`),
    );
  });
});

describe.each(ROUTES)("%s", (route) => {
  const { needs = 0, fields = {}, largest = 16 } = ENDPOINTS[route] ?? {};
  const names = Object.keys(fields);

  test.each(names)("%s of every wrong kind", async (name) => {
    await inTurn(fields[name]?.odd ?? [], async (odd) => {
      expectComplaint(await send(route, { ...bodyOf(route), [name]: odd }), [name]);
    });
  });

  test("fields that are missing, and fields that it does not know", async () => {
    await inTurn(names.slice(0, needs), async (name) => {
      const { [name]: _, ...rest } = bodyOf(route);
      expectComplaint(await send(route, rest), [name]);
    });
    if (needs > 0) expectComplaint(await send(route, {}), names.slice(0, needs).sort(byOrderIn(names)));
    await inTurn(["role", "custom:role", "sub", "__proto__", "constructor", "toString"], async (unknown) => {
      const spoilt = JSON.stringify(bodyOf(route)).replace(/\}$/, `,"${unknown}":{"${MARK}":"${MARK}"}}`);
      expectComplaint(await send(route, spoilt), [unknown]);
    });
  });

  test.each<[string, string]>([
    ["nothing", ""],
    ["null", "null"],
    ["a list", "[]"],
    ["a text", `"${MARK}"`],
    ["a number", "1e999"],
    ["what is cut off", `{"email":"${MARK}`],
    ["two objects", "{}{}"],
    ["brackets alone", "[".repeat(16_000)],
    ["braces, deeply", `${'{"email":'.repeat(1_500)}1${"}".repeat(1_500)}`],
    ["a byte order mark", "\ufeff{}"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x7b, 0x7d]).toString("latin1")],
  ])("a body of %s", async (_, body) => {
    const answer = await send(route, body, { "content-type": "application/json" });
    expectTame(answer);
    expect(verdictOf(answer)).toBe("400 invalid-request");
  });

  test("a body of another type, and one that calls itself by two names", async () => {
    const body = JSON.stringify(bodyOf(route));
    await inTurn(
      [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream",
        "application/jsonp",
        "application/json, text/plain",
        "*/*",
        MARK,
      ],
      async (type) => {
        const answer = await send(route, body, { "content-type": type });
        expectTame(answer);
        expect(verdictOf(answer)).toBe("415 unsupported-media-type");
      },
    );
    const twice = await sendRaw(
      route,
      ["content-type", "application/json", "content-type", "text/plain"],
      body,
    );
    expect(twice.status).toBe(400);
  });

  test("a body that is as large as may be, and one that is larger", async () => {
    const padded = (bytes: number) => JSON.stringify(bodyOf(route)).padEnd(bytes, " ");
    expect((await send(route, padded(largest * 1_024))).body?.code).not.toBe("too-large");
    expect(verdictOf(await send(route, padded(largest * 1_024 + 1)))).toBe("413 too-large");
  });

  test("another method", async () => {
    const [, path] = route.split(" ");
    await inTurn(["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"], async (method) => {
      const other = `${method} ${path}`;
      if ([...ROUTES, ...BODILESS].includes(other)) return;
      expect((await ask(visited, addressOf(other), { token: ada.accessToken })).status).toBe(404);
    });
  });
});

describe("what applications and people may send along is taken, or refused, as it is", () => {
  const signUp = (changes: object) =>
    send("POST /auth/sign-up", { email: "eve@elsewhere.example", password: PASSWORD, ...changes });
  const many = (count: number) => Object.fromEntries([...Array(count).keys()].map((n) => [`n${n}`, "x"]));

  test.each([...NO_LINES, "", LONG])("a text of %#", async (odd) => {
    await inTurn(["attributes", "clientMetadata", "validationData"], async (name) => {
      await inTurn(["name", "given_name", "__proto__", "constructor"], async (entry) => {
        const body = `{"${name}":{"${entry}":${JSON.stringify(odd)}}`;
        const account = JSON.stringify({ email: "eve@elsewhere.example", password: PASSWORD }).slice(1);
        expectTame(await send("POST /auth/sign-up", `${body},${account}`));
      });
    });
  });

  test("entries without end", async () => {
    expectComplaint(await signUp({ clientMetadata: many(21) }), ["clientMetadata"]);
    expectComplaint(await signUp({ validationData: many(21) }), ["validationData"]);
    expectComplaint(await signUp({ attributes: many(51) }), ["attributes"]);
  });

  test("attributes that the application may not write, and such as do not exist", async () => {
    await inTurn(
      ["sub", "email_verified", "custom:tenant_id", "custom:role", "custom:none", "identities"],
      async (name) => {
        const answer = await signUp({ email: "mallory@acme.example", attributes: { [name]: MARK } });
        expectTame(answer);
        expect(verdictOf(answer)).toBe("400 invalid-request");
      },
    );
  });

  test("another address among the attributes", async () => {
    const answer = await signUp({ attributes: { email: "ada@acme.example" } });
    expect(verdictOf(answer)).toBe("403 refused");
    expect(visited.edition.inbox.messages("ada@acme.example")).toHaveLength(1);
  });
});

test("of a field that is sent twice the last counts, as everywhere", async () => {
  const signIn = (first: string, second: string) =>
    send("POST /auth/sign-in", `{"email":"${first}","email":"${second}","password":"${PASSWORD}"}`);
  expect(verdictOf(await signIn("nobody@elsewhere.example", ada.email))).toBe("200");
  expect(verdictOf(await signIn(ada.email, "nobody@elsewhere.example"))).toBe("401 wrong-credentials");
});

describe("at the gateway", () => {
  const MEGABYTE = 1_024 * 1_024;

  test("a body of ten megabytes, and one with a byte more", async () => {
    await inTurn([MEGABYTE, 10 * MEGABYTE], async (bytes) => {
      const answer = await send(
        "POST /auth/sign-in",
        JSON.stringify(bodyOf("POST /auth/sign-in")).padEnd(bytes),
      );
      expectTame(answer);
      expect(answer.status).toBe(413);
    });
    const answer = await send("POST /auth/sign-in", " ".repeat(10 * MEGABYTE + 1));
    expect([answer.status, answer.body]).toEqual([413, { message: "Request Entity Too Large" }]);
  });

  test.each([
    "/",
    "/auth",
    "/auth/",
    "/auth/sign-in/",
    "/auth//sign-in",
    "/AUTH/sign-in",
    "/auth/toString",
    "/profile/me",
    "/__proto__",
    "/dev/auth/sign-in",
  ])("%s is nowhere", async (path) => {
    const answer = await send(`POST ${path}`, {});
    expect([answer.status, answer.body]).toEqual([404, { message: "Not Found" }]);
  });

  test("headers twice, and headers without end", async () => {
    const body = JSON.stringify(bodyOf("POST /auth/sign-in"));
    const json = ["content-type", "application/json"];
    const raw = async (route: string, headers: readonly string[]) =>
      (await sendRaw(route, headers, body)).status;
    expect(
      await raw("POST /auth/sign-in", [
        ...json,
        "x-mark",
        MARK,
        "x-mark",
        MARK,
        "cookie",
        "a=b",
        "cookie",
        "c",
      ]),
    ).toBe(401);
    expect(
      await raw("POST /auth/sign-in", [...json, "origin", "http://localhost:3000", "origin", "null"]),
    ).toBe(400);
    const bearer = ["authorization", `Bearer ${ada.accessToken}`];
    expect(await raw("GET /profile", [...bearer, ...bearer])).toBe(400);
    expect(await raw("GET /profile", bearer)).toBe(200);
    expect(await raw("POST /auth/sign-in", [...json, "x-mark", "x".repeat(10_300)])).toBe(431);
  });

  test.each([
    "Bearer",
    "Bearer ",
    `Basic ${Buffer.from("ada:secret").toString("base64")}`,
    "Bearer  a b",
    "a",
    `Bearer ${LONG}`,
  ])("%# is no credential", async (authorization) => {
    const answer = await ask(visited, "GET /profile", { headers: { authorization } });
    expect([answer.status, answer.body]).toEqual([401, { message: "Unauthorized" }]);
  });
});

describe("the functions themselves", () => {
  let tables: Tables;
  const functions: Trigger[] = [];
  beforeAll(async () => {
    tables = await startTables();
    for (const name of ["api-auth", "api-profile"]) functions.push(loadBundle(name, tables.endpoint));
  });
  afterAll(async () => {
    for (const fn of functions) await fn.stop();
    await tables.stop();
  });

  const NEUTRAL = {
    type: "urn:problem:unavailable",
    title: "This is not possible at the moment",
    status: 503,
    code: "unavailable",
    detail: "This is not possible at the moment. Please try again later",
  };
  const HTTP_API = { version: "2.0", routeKey: "POST /auth/sign-in", headers: {}, requestContext: {} };

  test.each<[unknown]>([
    [undefined],
    [null],
    [5],
    [MARK],
    [[]],
    [{}],
    [{ requestContext: null }],
    [{ requestContext: {} }],
    [{ ...HTTP_API, routeKey: "$default" }],
    [{ ...HTTP_API, routeKey: "__proto__" }],
    [{ ...HTTP_API, routeKey: "toString" }],
    [{ ...HTTP_API, routeKey: "GET /elsewhere" }],
    [{ httpMethod: "GET", requestContext: { resourcePath: "/elsewhere" } }],
    [{ triggerSource: "PreSignUp_SignUp", request: { userAttributes: {} }, response: {} }],
  ])("%j is a fault, of which nobody is told more", async (event) => {
    for (const fn of functions) {
      const before = fn.log().length;
      expect(await fn(event)).toEqual({
        statusCode: 503,
        headers: { "cache-control": "no-store", "content-type": "application/problem+json" },
        body: JSON.stringify(NEUTRAL),
      });
      // The lines of a thread arrive on a way of their own.
      while (fn.log().length === before) await setImmediate();
      expect(fn.log().at(-1)).toMatchObject({
        level: "error",
        outcome: "fault",
        error: { name: "FaultError" },
      });
      expect(JSON.stringify(fn.log())).not.toContain(MARK);
    }
  });

  test.each<[object, number]>([
    [{ headers: null, body: null }, 415],
    [{ headers: { "Content-Type": "application/json" }, body: 5 }, 400],
    [{ headers: { "Content-Type": "application/json" }, body: { email: MARK } }, 400],
    [{ headers: { "content-type": ["application/json"] }, body: "{}" }, 415],
    [{ headers: { "Content-Type": "application/json" }, body: "not base64", isBase64Encoded: true }, 400],
    [{ headers: { "Content-Type": "application/json" }, cookies: "a=b", body: "{}" }, 400],
  ])("%j is a request, and a bad one", async (changes, expected) => {
    const [auth] = functions;
    expect(await auth?.({ ...HTTP_API, ...changes })).toMatchObject({ statusCode: expected });
    const rest = { httpMethod: "POST", requestContext: { resourcePath: "/auth/sign-in" } };
    expect(await auth?.({ ...rest, ...changes })).toMatchObject({ statusCode: expected });
  });

  test("a request that no authorizer has let through is nobody's", async () => {
    const [auth, profile] = functions;
    const headers = { authorization: `Bearer ${ada.accessToken}`, "content-type": "application/json" };
    const odd = [
      undefined,
      null,
      {},
      { claims: null },
      { jwt: { claims: [] } },
      { jwt: { claims: { token_use: "id" } } },
    ];
    for (const authorizer of odd)
      for (const [fn, routeKey] of [
        [auth, "POST /auth/change-password"],
        [profile, "GET /profile"],
        [profile, "PATCH /profile"],
      ] as const) {
        const event = { ...HTTP_API, routeKey, headers, body: "{}", requestContext: { authorizer } };
        expect(await fn?.(event)).toMatchObject({ statusCode: 401 });
      }
  });
});

const byOrderIn = (names: readonly string[]) => (one: string, other: string) =>
  names.indexOf(one) - names.indexOf(other);

/** Header by header, also what fetch would put right first. */
function sendRaw(
  route: string,
  headers: readonly string[],
  body: string,
): Promise<{ status: number; text: string }> {
  const [method, path] = route.split(" ");
  const { host, hostname, port } = new URL(visited.edition.apiUrl ?? "");
  const all = ["host", host, "content-length", String(Buffer.byteLength(body)), ...headers];
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers: all as never }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
