import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { startServer } from "../../harness/server";
import { loadBundle } from "../../harness/triggers";
import {
  begins,
  changed,
  type FakeAnswer,
  type FakeRequest,
  found,
  type Json,
  NOT_FOUND,
  NOT_SIGNED_IN,
  pageOf,
  problem,
  routed,
  take,
} from "./fake-answers";
import { type FakeMember, type FakeTenant, OF_TENANT } from "./fake-tenant";

/** Whatever the page has sent, for a test to look at. */
interface SentRequest {
  readonly request: string;
  readonly body: Json;
  readonly version: string | undefined;
}

export const PASSWORD = "Analytical-Engine-1843";
const CODE = "123456";

const SCOPES: Readonly<Record<string, string>> = {
  "tenant admin": "members.read members.manage",
  "platform admin": "members.read members.manage tenants.read tenants.manage",
  "platform viewer": "members.read tenants.read",
};

/** It keeps nothing between two requests, so all tests of a file can use one. */
const panel = loadBundle("panel", "");
afterAll(() => panel.stop());

/** What the design says of the API, in memory: the page is served by the packaged function, and everything else is made up. */
export class FakeApi {
  readonly sent: SentRequest[] = [];
  readonly tenants = new Map<string, FakeTenant>();
  readonly people: Json[] = [];
  /** Of whatever address is asked for. */
  readonly exclusions: Json[] = [];
  readonly clients: Json[] = [];
  readonly offers: Json[] = [];
  /** Where whoever asks is signed in. */
  sessions: Json[] = [];
  /** The address that each secret of an invitation's link is for. */
  readonly links = new Map<string, string>();
  /** What a sign-in asks first, by address. */
  readonly challenges = new Map<string, Json>();
  /** Whether invitations are mailed. */
  mails = true;
  /** What the next request of the page gets instead of its answer. */
  broken: { readonly request: string; readonly answer: FakeAnswer } | undefined;
  private readonly passwords = new Map<string, string>();
  private readonly cookies = new Map<string, string>();
  private readonly accessTokens = new Set<string>();
  url = "";
  stop: () => Promise<void> = async () => {};

  async start(): Promise<void> {
    const server = await startServer((request, response) => {
      void this.serve(request, response);
    });
    this.url = server.endpoint;
    this.stop = server.stop;
  }

  addTenant(
    tenantId: string,
    name: string,
    members: readonly (Partial<FakeMember> & { name: string })[],
  ): FakeTenant {
    const tenant: FakeTenant = {
      tenantId,
      name,
      status: "active",
      defaultRole: "member",
      brand: null,
      version: 1,
      members: members.map((member, index) => ({
        sub: member.name.toLowerCase().replace(" ", "-"),
        email: `${member.name.split(" ")[0]?.toLowerCase()}@${tenantId}.example`,
        role: "member",
        status: "active",
        since: `2026-0${(index % 9) + 1}-11T09:30:00.000Z`,
        version: 1,
        ...member,
      })),
      invitations: [],
      domains: [],
      entries: [],
    };
    this.tenants.set(tenantId, tenant);
    return tenant;
  }

  /** Somebody who can sign in. */
  addPassword(email: string): void {
    this.passwords.set(email, PASSWORD);
  }

  /** All access tokens so far have expired. */
  expireTokens(): void {
    this.accessTokens.clear();
  }

  /** All sessions are over. */
  endSessions(): void {
    this.cookies.clear();
    this.accessTokens.clear();
  }

  requests(): readonly string[] {
    return this.sent.map(({ request }) => request);
  }

  private memberships(sub: string) {
    return [...this.tenants.values()].flatMap((tenant) =>
      tenant.members.filter((member) => member.sub === sub).map((member) => ({ tenant, member })),
    );
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? "/", "http://fake");
    if (url.pathname === "/panel") {
      const { statusCode, headers, body } = (await panel({
        routeKey: "GET /panel",
        headers: message.headers,
        requestContext: { domainName: message.headers.host },
      })) as { statusCode: number; headers: Record<string, string>; body?: string };
      // API Gateway gives a type to whatever has none.
      response.writeHead(statusCode, { "content-type": "text/plain", ...headers }).end(body);
      return;
    }
    let text = "";
    for await (const chunk of message) text += chunk;
    const request = `${message.method} ${url.pathname}`;
    const version = message.headers["if-match"]?.replaceAll('"', "");
    const body: Json = text === "" ? {} : JSON.parse(text);
    this.sent.push({ request: `${message.method} ${url.pathname}${url.search}`, body, version });
    const { broken } = this;
    if (broken?.request === request) {
      this.broken = undefined;
      this.send(response, broken.answer);
      return;
    }
    const cookie = /__Host-refresh_token=([^;]+)/.exec(message.headers.cookie ?? "")?.[1];
    if (url.pathname.startsWith("/auth/")) this.send(response, this.auth(request, body, cookie));
    else
      this.send(
        response,
        this.answer(request, url.searchParams, body, version, message.headers.authorization),
      );
  }

  private send(response: ServerResponse, [status, body, cookie]: FakeAnswer): void {
    if (cookie !== undefined)
      response.setHeader(
        "set-cookie",
        `__Host-refresh_token=${cookie}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=${cookie === "" ? 0 : 600}`,
      );
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body === undefined ? "" : JSON.stringify(body));
  }

  private auth(request: string, body: Json, cookie: string | undefined): FakeAnswer {
    const email = String(body.email);
    switch (request) {
      case "POST /auth/sign-in": {
        if (this.passwords.get(email) !== body.password)
          return problem(401, "wrong-credentials", "The credentials are wrong", {
            detail: "The e-mail address or the password is wrong",
          });
        const challenge = this.challenges.get(email);
        return challenge === undefined ? this.begin(email) : [200, { session: "session-1", ...challenge }];
      }
      case "POST /auth/challenge": {
        if (body.code !== undefined && body.code !== CODE)
          return problem(400, "wrong-code", "The code is wrong");
        if (body.choice !== undefined)
          return [
            200,
            { challenge: body.choice, session: "session-2", delivery: { destination: "+*******0100" } },
          ];
        return this.begin(email);
      }
      case "POST /auth/refresh": {
        const sub = this.cookies.get(cookie ?? "");
        if (sub === undefined) return NOT_SIGNED_IN;
        const places = this.memberships(sub).filter(({ member }) => member.status === "active");
        const place =
          places.find(({ tenant }) => tenant.tenantId === body.tenant) ??
          (body.tenant === undefined ? places[0] : undefined);
        if (place === undefined) return problem(403, "refused", "This is not allowed");
        return [200, this.tokens(sub, place.tenant.tenantId)];
      }
      case "POST /auth/sign-out":
        this.cookies.delete(cookie ?? "");
        return [204, undefined, ""];
      case "POST /auth/sign-up":
        if (this.passwords.has(email))
          return problem(409, "account-exists", "There is an account with this address already");
        if (this.links.get(String(body.invitation)) !== email)
          return problem(403, "refused", "This is not allowed", { detail: "Sign-up is by invitation only" });
        if (String(body.password).length < 12)
          return problem(400, "weak-password", "The password does not meet the rules", {
            detail: "Password not long enough",
          });
        return [201, { confirmed: false }];
      case "POST /auth/confirm":
        if (body.code !== CODE) return problem(400, "wrong-code", "The code is wrong");
        this.passwords.set(email, String(body.password));
        return [204];
      case "POST /auth/forgot-password":
      case "POST /auth/resend-code":
        return [204];
      case "POST /auth/reset-password":
        if (body.code !== CODE) return problem(400, "wrong-code", "The code is wrong");
        this.passwords.set(email, String(body.newPassword));
        return [204];
      default:
        return NOT_FOUND;
    }
  }

  /** People have no version: each change can be repeated. */
  private changePerson(sub: string | undefined, changes: Json): FakeAnswer {
    const person = this.people.find((one) => one.sub === sub);
    return found(person && Object.assign(person, changes));
  }

  private begin(email: string): FakeAnswer {
    const place = [...this.tenants.values()].find(({ members }) =>
      members.some((member) => member.email === email),
    );
    const member = place?.members.find((one) => one.email === email);
    if (place === undefined || member === undefined) return NOT_SIGNED_IN;
    const cookie = randomUUID();
    this.cookies.set(cookie, member.sub);
    return [200, this.tokens(member.sub, place.tenantId), cookie];
  }

  private tokens(sub: string, tenantId: string): Json {
    const member = this.tenants.get(tenantId)?.members.find((one) => one.sub === sub);
    const role = member?.role ?? "viewer";
    const granted = SCOPES[`${tenantId === "platform" ? "platform" : "tenant"} ${role}`] ?? "";
    const scope = [
      "aws.cognito.signin.user.admin",
      ...`profile.read profile.write ${granted}`
        .trim()
        .split(" ")
        .map((name) => `api/${name}`),
    ].join(" ");
    const claims = { sub, scope, "custom:tenant_id": tenantId, "custom:role": role, jti: randomUUID() };
    const accessToken = jwt(claims);
    this.accessTokens.add(accessToken);
    return {
      accessToken,
      idToken: jwt({ sub, email: member?.email, name: member?.name }),
      tokenType: "Bearer",
      expiresIn: 3600,
    };
  }

  private answer(
    request: string,
    query: URLSearchParams,
    body: Json,
    version: string | undefined,
    authorization = "",
  ): FakeAnswer {
    const token = authorization.replace("Bearer ", "");
    if (!this.accessTokens.has(token)) return NOT_SIGNED_IN;
    const { sub, "custom:tenant_id": tenantId } = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
    );
    const asked = { query, body, version, sub, tenantId };
    return routed(this.routes, request, asked) ?? this.inTenant(request, asked) ?? NOT_FOUND;
  }

  private inTenant(request: string, asked: Omit<FakeRequest, "gaps">): FakeAnswer | undefined {
    const [, method = "", opened, path = ""] =
      /^(\w+) (?:\/tenants\/([^/]+)(?=\/))?(\/.+)$/.exec(request) ?? [];
    const tenant = this.tenants.get(opened ?? asked.tenantId);
    return tenant && routed(OF_TENANT, `${method} ${path}`, asked, tenant, this);
  }

  private readonly routes: Readonly<Record<string, (asked: FakeRequest) => FakeAnswer>> = {
    "GET /memberships": ({ sub, tenantId }) => [
      200,
      {
        memberships: this.memberships(sub).map(({ tenant, member }) => ({
          tenantId: tenant.tenantId,
          tenantName: tenant.name,
          role: member.role,
          status: member.status,
          since: member.since,
          current: tenant.tenantId === tenantId,
        })),
      },
    ],
    "DELETE /memberships/{}": ({ gaps: [tenantId = ""], sub }) => {
      const tenant = this.tenants.get(tenantId);
      if (tenant === undefined) return NOT_FOUND;
      tenant.members = tenant.members.filter((member) => member.sub !== sub);
      return [204];
    },
    "GET /memberships/invitations": () => [200, { invitations: this.offers }],
    "POST /memberships/invitations/{}/accept": ({ gaps: [tenantId], sub }) => {
      const offer = take(this.offers, (one) => one.tenantId === tenantId);
      if (offer === undefined) return NOT_FOUND;
      const me = this.memberships(sub)[0]?.member;
      const joined = this.addTenant(String(tenantId), String(offer.tenantName), [
        { ...me, name: me?.name ?? "", role: String(offer.role) },
      ]);
      return [200, { tenantId: joined.tenantId, role: offer.role }];
    },
    "POST /memberships/invitations/{}/decline": ({ gaps: [tenantId] }) =>
      take(this.offers, (one) => one.tenantId === tenantId) === undefined ? NOT_FOUND : [204],
    "GET /sessions": () => [200, { sessions: this.sessions }],
    "DELETE /sessions": () => {
      this.sessions = this.sessions.filter(({ current }) => current);
      return [204];
    },
    "DELETE /sessions/{}": ({ gaps: [id] }) =>
      take(this.sessions, (one) => one.id === id) === undefined ? NOT_FOUND : [204],
    "GET /tenant": ({ tenantId }) => [200, this.tenants.get(tenantId)],
    "PATCH /tenant": ({ tenantId, body, version }) => changed(this.tenants.get(tenantId), body, version),
    "GET /tenants": ({ query }) =>
      pageOf(
        "tenants",
        [...this.tenants.values()].filter(
          ({ name, tenantId }) => tenantId !== "platform" && begins(name, query),
        ),
        query,
      ),
    "POST /tenants": ({ body }) => {
      if (this.tenants.has(String(body.tenantId)))
        return problem(409, "conflict", "This does not go together with what is there", {
          detail: "There is a tenant of this id already",
        });
      const tenant = this.addTenant(String(body.tenantId), String(body.name), []);
      tenant.defaultRole = String(body.defaultRole);
      return [200, tenant];
    },
    "GET /tenants/{}": ({ gaps: [id = ""] }) => found(this.tenants.get(id)),
    "PATCH /tenants/{}": ({ gaps: [id = ""], body, version }) => changed(this.tenants.get(id), body, version),
    "GET /people": ({ query }) => [
      200,
      {
        people: this.people.filter(({ email }) => email === query.get("address")),
        exclusions: this.exclusions,
      },
    ],
    "GET /people/{}": ({ gaps: [sub] }) => found(this.people.find((person) => person.sub === sub)),
    "POST /people/{}/suspend": ({ gaps: [sub] }) => this.changePerson(sub, { status: "suspended" }),
    "POST /people/{}/restore": ({ gaps: [sub] }) => this.changePerson(sub, { status: "active" }),
    "POST /people/{}/erase": ({ gaps: [sub] }) =>
      this.changePerson(sub, { status: "removed", name: null, email: null, memberships: [], addresses: [] }),
    "GET /clients": ({ query }) => pageOf("clients", this.clients, query),
    "GET /clients/{}": ({ gaps: [id] }) => found(this.clients.find(({ clientId }) => clientId === id)),
    "PUT /clients/{}": ({ gaps: [clientId], body, version }) => {
      const known = this.clients.find((client) => client.clientId === clientId);
      if (known !== undefined) return changed(known, body, version);
      if (version !== "0") return problem(428, "version-missing", "The version is missing");
      const client = { clientId, managedBy: "operator", status: "registered", version: 1, ...body };
      this.clients.push(client);
      return [200, client];
    },
    "DELETE /clients/{}": ({ gaps: [id], version }) => {
      const answer = changed(
        this.clients.find(({ clientId }) => clientId === id),
        { status: "released" },
        version,
      );
      return answer[0] === 200 ? [204] : answer;
    },
  };
}

const jwt = (claims: Json): string =>
  ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "none"].join(".");
