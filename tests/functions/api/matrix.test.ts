import { createHmac, generateKeyPairSync } from "node:crypto";
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminResetUserPasswordCommand,
  CreateUserPoolClientCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { jwks, type SigningKey } from "../../../local/pool/tokens/jwt";
import { ACME, ownedDomain } from "../../harness/people";
import { signedJwt } from "../../harness/signed-jwt";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD, signUp } from "../../local/edition/visitor";
import { ask, claimsIn, type Member, member, signIn, type Tokens, verdictOf } from "./visitor";

/** Somebody with tokens, and what has happened since to them or to their tokens. */
type Caller =
  | "signed in"
  | "expired"
  | "of another client"
  | "signed out everywhere"
  | "signed out here"
  | "suspended person"
  | "removed person"
  | "suspended tenant"
  | "deleted user"
  | "disabled user";

const MONTH = 31 * 86_400;
const WRONG_PASSWORD = "Not-My-Password-1";

let visited: TestEdition;
let people: Readonly<Record<Caller, Member>>;

beforeAll(async () => {
  visited = await startTestEdition();
  const expired = await member(visited, "expired");
  visited.pass(MONTH);
  people = {
    "signed in": await member(visited, "ada"),
    expired,
    "of another client": await memberOfAnotherClient("charles"),
    "signed out everywhere": await member(visited, "grace"),
    "signed out here": await member(visited, "hedy"),
    "suspended person": await member(visited, "kurt"),
    "removed person": await member(visited, "emmy"),
    "suspended tenant": await memberOfInitech("peter"),
    "deleted user": await member(visited, "alan"),
    "disabled user": await member(visited, "konrad"),
  };
  const { client, webClient: ClientId, edition } = visited;
  const UserPoolId = edition.stack.pool.id;
  const nameOf = (caller: Caller) => ({ UserPoolId, Username: people[caller].sub });
  await client.send(new GlobalSignOutCommand({ AccessToken: people["signed out everywhere"].accessToken }));
  await client.send(new RevokeTokenCommand({ ClientId, Token: people["signed out here"].refreshToken }));
  await setStatus(people["suspended person"], { status: "suspended" });
  await setStatus(people["removed person"], { status: "removed", removedAt: new Date().toISOString() });
  await visited.tables.put("TenantsTable", { ...INITECH, status: "suspended" });
  await client.send(new AdminDeleteUserCommand(nameOf("deleted user")));
  await client.send(new AdminDisableUserCommand(nameOf("disabled user")));
  // The functions remember a tenant for a minute. Started anew, they remember none.
  for (const fn of edition.stack.functions) edition.lambda.replace(fn);
});
afterAll(() => visited.stop());

const INITECH = { ...ACME, id: "tenant#initech", name: "Initech" };

async function setStatus({ sub }: Member, status: object): Promise<void> {
  const profile = await visited.tables.get("PeopleTable", { sub, item: "profile" });
  await visited.tables.put("PeopleTable", { ...profile, ...status });
}

async function memberOfInitech(name: string): Promise<Member> {
  const email = `${name}@initech.example`;
  await visited.tables.put("TenantsTable", INITECH, ownedDomain("initech.example", "initech"));
  const sub = await join(visited, email);
  return { sub, email, ...(await signIn(visited, email)) };
}

/** Somebody with the tokens of another application of the same pool. */
async function memberOfAnotherClient(name: string): Promise<Member> {
  const email = `${name}@acme.example`;
  const sub = await join(visited, email);
  const { UserPoolClient } = await visited.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: visited.edition.stack.pool.id,
      ClientName: "other",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  const { AuthenticationResult: tokens } = await visited.client.send(
    new InitiateAuthCommand({
      ClientId: UserPoolClient?.ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  const { AccessToken = "", IdToken = "", RefreshToken = "" } = tokens ?? {};
  return { sub, email, accessToken: AccessToken, idToken: IdToken, refreshToken: RefreshToken };
}

describe("what a bearer token opens", () => {
  const verdicts = async (token: string | undefined, currentPassword: string) => {
    const change = { currentPassword, newPassword: PASSWORD };
    return [
      verdictOf(await ask(visited, "GET /profile", { token })),
      verdictOf(await ask(visited, "PATCH /profile", { token, body: { name: "Somebody" } })),
      verdictOf(await ask(visited, "POST /auth/change-password", { token, body: change })),
    ];
  };

  /**
   * The gateway knows what a token says and no more: one that was revoked, or whose owner is disabled or deleted, reads the
   * profile until it expires. Cognito knows better when something is to be changed, but nothing of suspensions; who is
   * suspended may change a password that lets nobody in.
   */
  test.each<[Caller, ...string[]]>([
    ["signed in", "200", "200", "204"],
    ["expired", "401", "401", "401"],
    ["of another client", "401", "401", "401"],
    ["signed out everywhere", "200", "401 not-signed-in", "401 not-signed-in"],
    ["signed out here", "200", "401 not-signed-in", "401 not-signed-in"],
    ["suspended person", "403 refused", "403 refused", "204"],
    ["removed person", "403 refused", "403 refused", "204"],
    ["suspended tenant", "403 refused", "403 refused", "204"],
    ["deleted user", "200", "401 not-signed-in", "401 not-signed-in"],
    ["disabled user", "200", "401 not-signed-in", "401 not-signed-in"],
  ])("%s: GET /profile %s, PATCH /profile %s, change-password %s", async (caller, ...expected) => {
    expect(await verdicts(people[caller].accessToken, PASSWORD)).toEqual(expected);
  });

  const ada = () => people["signed in"];
  const own = () => visited.edition.pool.keys.access;
  const strange = (): SigningKey => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    return { kid: own().kid, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
  };
  const ours = (changes: object) => signedJwt({ ...claimsIn(ada().accessToken), ...changes }, own());
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const parts = () => ada().accessToken.split(".");

  const GATEWAY = ["401", "401", "401"];
  const HANDLER = ["401 not-signed-in", "401 not-signed-in", "401 not-signed-in"];
  /** Who has a token that is good enough gets as far as the password, which is wrong. */
  test.each<[string, () => string | undefined, string[]]>([
    ["none", () => undefined, GATEWAY],
    ["an ID token", () => ada().idToken, HANDLER],
    ["a refresh token", () => ada().refreshToken, GATEWAY],
    ["text", () => "x.y.z", GATEWAY],
    ["two tokens", () => `${ada().accessToken} ${ada().accessToken}`, GATEWAY],
    ["one with a forged signature", () => `${parts()[0]}.${parts()[1]}.${"A".repeat(342)}`, GATEWAY],
    ["one without a signature", () => `${parts()[0]}.${parts()[1]}.`, GATEWAY],
    [
      "one with other claims",
      () =>
        `${parts()[0]}.${encode({ ...claimsIn(ada().accessToken), "custom:role": "admin" })}.${parts()[2]}`,
      GATEWAY,
    ],
    [
      "one whose algorithm is none",
      () => `${encode({ alg: "none", kid: own().kid })}.${parts()[1]}.`,
      GATEWAY,
    ],
    [
      "one that is signed with the public key as a secret",
      () => {
        const content = `${encode({ alg: "HS256", kid: own().kid })}.${parts()[1]}`;
        const secret = JSON.stringify(jwks([own()]).keys[0]);
        return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
      },
      GATEWAY,
    ],
    [
      "another pool's",
      () =>
        signedJwt({ ...claimsIn(ada().accessToken), iss: `${claimsIn(ada().accessToken).iss}x` }, strange()),
      GATEWAY,
    ],
    [
      "one that another pool has made in this one's name",
      () => signedJwt(claimsIn(ada().accessToken), strange()),
      GATEWAY,
    ],
    [
      "one of this pool that knows no scopes",
      () => ours({ scope: "aws.cognito.signin.user.admin" }),
      ["403 insufficient-scope", "403 insufficient-scope", "401 wrong-credentials"],
    ],
    [
      "one of this pool with the scopes of the API alone",
      () => ours({ scope: "api/profile.read api/profile.write" }),
      ["200", "403 insufficient-scope", "401 not-signed-in"],
    ],
    [
      "one of this pool that may only read",
      () => ours({ scope: "api/profile.read" }),
      ["200", "403 insufficient-scope", "401 not-signed-in"],
    ],
    [
      "one of this pool with scopes of similar names",
      () => ours({ scope: "xapi/profile.read api/profile.reader profile.write" }),
      ["403 insufficient-scope", "403 insufficient-scope", "401 not-signed-in"],
    ],
    [
      "one of this pool that names no tenant",
      () => ours({ "custom:tenant_id": undefined }),
      ["401 not-signed-in", "401 not-signed-in", "401 wrong-credentials"],
    ],
    [
      "one of this pool that names another tenant",
      () => ours({ "custom:tenant_id": "globex" }),
      ["403 refused", "403 refused", "401 wrong-credentials"],
    ],
  ])("%s", async (_, token, expected) => {
    expect(await verdicts(token(), WRONG_PASSWORD)).toEqual(expected);
  });
});

describe("who gets in by a refresh token", () => {
  const ENDED = "401 not-signed-in";
  test.each<[Caller, string]>([
    ["signed in", "200"],
    ["expired", ENDED],
    ["of another client", ENDED],
    ["signed out everywhere", ENDED],
    ["signed out here", ENDED],
    ["suspended person", "403 refused"],
    ["removed person", "403 refused"],
    ["suspended tenant", "403 refused"],
    ["deleted user", ENDED],
    ["disabled user", ENDED],
  ])("%s: %s", async (caller, expected) => {
    const { refreshToken } = people[caller];
    expect(verdictOf(await ask(visited, "POST /auth/refresh", { body: { refreshToken } }))).toBe(expected);
  });

  test.each<[string, (tokens: Tokens) => string]>([
    ["an access token", ({ accessToken }) => accessToken],
    ["an ID token", ({ idToken }) => idToken],
    ["text", () => "abc"],
    ["one with a letter more", ({ refreshToken }) => `${refreshToken}A`],
  ])("%s: 401", async (_, tokenOf) => {
    const body = { refreshToken: tokenOf(people["signed in"]) };
    expect(verdictOf(await ask(visited, "POST /auth/refresh", { body }))).toBe("401 not-signed-in");
  });
});

describe("who gets in by a password", () => {
  const REFUSED = "403 refused";
  const WRONG = "401 wrong-credentials";
  const tell = async (email: string, password: string) =>
    verdictOf(await ask(visited, "POST /auth/sign-in", { body: { email, password } }));

  test.each<[Caller, string]>([
    ["signed out here", "200"],
    ["expired", "200"],
    ["suspended person", REFUSED],
    ["removed person", REFUSED],
    ["suspended tenant", REFUSED],
    ["deleted user", WRONG],
    ["disabled user", WRONG],
  ])("%s: %s with the right one, 401 with a wrong one", async (caller, expected) => {
    const { email } = people[caller];
    expect(await tell(email, PASSWORD)).toBe(expected);
    expect(await tell(email, WRONG_PASSWORD)).toBe(WRONG);
  });

  test("somebody unknown, somebody unconfirmed, and somebody whose password was reset", async () => {
    expect(await tell("nobody@acme.example", PASSWORD)).toBe(WRONG);
    await signUp(visited, "una@acme.example");
    expect(await tell("una@acme.example", PASSWORD)).toBe(WRONG);
    expect(await tell("una@acme.example", WRONG_PASSWORD)).toBe(WRONG);
    await join(visited, "rita@acme.example");
    await visited.client.send(
      new AdminResetUserPasswordCommand({
        UserPoolId: visited.edition.stack.pool.id,
        Username: "rita@acme.example",
      }),
    );
    expect(await tell("rita@acme.example", PASSWORD)).toBe(WRONG);
  });

  test("after too many wrong ones, nobody for a while", async () => {
    const email = "percy@acme.example";
    await join(visited, email);
    for (let turn = 0; turn < 7; turn += 1) {
      // The lock after five lasts a second and doubles. Only somebody who exists is locked, so it is not told.
      visited.pass(3);
      expect(await tell(email, WRONG_PASSWORD)).toBe(WRONG);
    }
    expect(await tell(email, PASSWORD)).toBe(WRONG);
    visited.pass(5);
    expect(await tell(email, PASSWORD)).toBe("200");
  });
});

describe("whose session is ended", () => {
  test.each<[Caller, string]>([
    ["expired", "204"],
    ["signed out everywhere", "204"],
    ["signed out here", "204"],
    ["suspended person", "204"],
    ["suspended tenant", "204"],
    ["deleted user", "204"],
    ["disabled user", "204"],
    ["of another client", "400 invalid-request"],
  ])("%s: %s", async (caller, expected) => {
    const { refreshToken } = people[caller];
    expect(verdictOf(await ask(visited, "POST /auth/sign-out", { body: { refreshToken } }))).toBe(expected);
  });

  test.each<[string, string, (tokens: Tokens) => string]>([
    ["an access token", "400 invalid-request", ({ accessToken }) => accessToken],
    ["an ID token", "400 invalid-request", ({ idToken }) => idToken],
    ["a token that nobody knows", "204", () => "abc"],
  ])("%s: %s", async (_, expected, tokenOf) => {
    const body = { refreshToken: tokenOf(people["signed in"]) };
    expect(verdictOf(await ask(visited, "POST /auth/sign-out", { body }))).toBe(expected);
  });
});

describe("who gets a code, and what it opens", () => {
  /** Who is suspended keeps a password, which lets nobody in. An account that is closed or gone looks like none. */
  test.each<[Caller | "nobody", isHere: boolean]>([
    ["expired", true],
    ["suspended person", true],
    ["removed person", true],
    ["suspended tenant", true],
    ["disabled user", false],
    ["deleted user", false],
    ["nobody", false],
  ])("%s: %s", async (caller, isHere) => {
    const email = caller === "nobody" ? "nobody@acme.example" : people[caller].email;
    const tell = async (route: string, body: object) =>
      verdictOf(await ask(visited, route, { body: { email, ...body } }));
    const received = visited.edition.inbox.messages(email).length;
    expect([
      await tell("POST /auth/resend-code", {}),
      await tell("POST /auth/forgot-password", {}),
      await tell("POST /auth/confirm", { code: "123456", password: PASSWORD }),
    ]).toEqual(["204", "204", "400 wrong-code"]);
    expect(visited.edition.inbox.messages(email)).toHaveLength(received + (isHere ? 1 : 0));
    const reset = { code: isHere ? visited.code(email) : "123456", newPassword: PASSWORD };
    expect(await tell("POST /auth/reset-password", reset)).toBe(isHere ? "204" : "400 wrong-code");
  });
});
