import {
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createHandler } from "../../../functions/api/auth/handler";
import { totpOf } from "../../../local/pool/mfa/totp";
import { api } from "../../../shared/api/api";
import { type AppClient, appClient } from "../../../shared/aws/app-client";
import { type PoolUsers, poolUsers } from "../../../shared/aws/pool-users";
import type { Passkeys } from "../../../shared/passwordless";
import type { LogFields } from "../../../shared/runtime/log";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import * as cognito from "../../local/edition/visitor";
import { ask, signIn, verdictOf } from "./visitor";

const STRANGERS = cognito.PASSWORD;
const OWNERS = "Difference-Engine-1822";

let visited: TestEdition;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  visited = await startTestEdition();
  client = visited.client;
});
afterAll(() => visited.stop());

const tell = async (route: string, body: object) => verdictOf(await ask(visited, route, { body }));

describe("a stranger has signed up with somebody's address, whose owner types the code and a password", () => {
  test.each<[where: string, signUp: (email: string) => Promise<unknown>]>([
    ["through the API", (email) => tell("POST /auth/sign-up", { email, password: STRANGERS })],
    ["at Cognito itself", (email) => cognito.signUp(visited, email)],
  ])("%s: the stranger's password opens nothing, the owner's does", async (where, signUp) => {
    const email = `${where.replace(/\W+/g, "-")}@acme.example`;
    await signUp(email);
    const confirm = { email, code: visited.code(email), password: OWNERS };
    expect(await tell("POST /auth/confirm", confirm)).toBe("204");
    expect(await tell("POST /auth/sign-in", { email, password: STRANGERS })).toBe("401 wrong-credentials");
    await expect(cognito.signIn(visited, email, STRANGERS)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
    expect(await signIn(visited, email, OWNERS)).toMatchObject({ accessToken: expect.any(String) });
  });
});

test("a password that the pool would not take leaves the code as it is", async () => {
  const email = "mary@acme.example";
  await cognito.signUp(visited, email);
  const confirm = (password: string) =>
    tell("POST /auth/confirm", { email, code: visited.code(email), password });
  for (const weak of ["Short-1", "all-in-lower-case-1", " A-space-before-1", "A-space-after-1 "])
    expect(await confirm(weak)).toBe("400 weak-password");
  expect(await confirm(OWNERS)).toBe("204");
});

/** The API's own code over the real pool, with something that happens in between. */
function confirming(happening: {
  confirm?: () => Promise<unknown>;
  users?: Partial<PoolUsers>;
  pool?: Partial<AppClient>;
  passkeys?: Passkeys;
}) {
  const pool = appClient(client, visited.webClient);
  const confirm: AppClient["confirm"] = async (...asked) => {
    const confirmed = await pool.confirm(...asked);
    await happening.confirm?.();
    return confirmed;
  };
  const log: LogFields[] = [];
  const ports = {
    pool: { ...pool, ...happening.pool, confirm },
    users: { ...poolUsers(client, visited.edition.stack.pool.id), ...happening.users },
    policy: { minLength: 12, requires: [] },
    passwordless: "off" as const,
    isBreached: async () => false,
    passkeys: happening.passkeys,
    remembersDevices: false,
    cookies: undefined,
    floorMs: 0,
  };
  const handler = api("auth", () => createHandler(ports), { log: (line) => log.push(line) });
  const send = async (body: object) => {
    const answer = await handler({
      routeKey: "POST /auth/confirm",
      headers: { "content-type": "application/json" },
      requestContext: {},
      body: JSON.stringify(body),
    });
    return answer as { statusCode: number; body?: string };
  };
  return { send, log };
}

test("a session that the stranger opens right after the confirmation ends with their password", async () => {
  const email = "grace@acme.example";
  await cognito.signUp(visited, email);
  let stolen: string | undefined;
  const { send } = confirming({
    confirm: async () => {
      stolen = (await cognito.signIn(visited, email, STRANGERS)).AuthenticationResult?.RefreshToken;
    },
  });
  expect(await send({ email, code: visited.code(email), password: OWNERS })).toMatchObject({
    statusCode: 204,
  });
  expect(stolen).toEqual(expect.any(String));
  expect(await tell("POST /auth/refresh", { refreshToken: stolen })).toBe("401 not-signed-in");
});

test("a session that the stranger opens while the account is handed over ends, with all that it has changed", async () => {
  const email = "emmy@acme.example";
  await cognito.signUp(visited, email);
  const users = poolUsers(client, visited.edition.stack.pool.id);
  let stolen: string | undefined;
  const { send } = confirming({
    users: {
      // As if a sign-in that was under way had got its tokens only now.
      setPassword: async (username, password, signal) => {
        await users.setPassword(username, password, signal);
        await users.signOut(username, signal);
        const { RefreshToken, AccessToken } =
          (await cognito.signIn(visited, email, password)).AuthenticationResult ?? {};
        stolen = RefreshToken;
        await setUpApp(AccessToken);
        await users.setProvenAddress(username, "eve@acme.example", signal);
      },
      signOut: skipFirst(users.signOut),
    },
  });
  expect(await send({ email, code: visited.code(email), password: OWNERS })).toMatchObject({
    statusCode: 204,
  });
  expect(await tell("POST /auth/refresh", { refreshToken: stolen })).toBe("401 not-signed-in");
  expect(await signIn(visited, email, OWNERS)).toMatchObject({ accessToken: expect.any(String) });
});

/** The session sets up an authenticator app, which the owner would be asked for. */
async function setUpApp(AccessToken: string | undefined) {
  const { SecretCode = "" } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = totpOf(SecretCode, Math.floor(visited.edition.pool.now().getTime() / 30_000));
  await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await client.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
}

/** The first of two calls comes too early to matter. */
function skipFirst<Words extends unknown[]>(call: (...words: Words) => Promise<void>) {
  let calls = 0;
  return async (...words: Words) => {
    calls += 1;
    if (calls > 1) await call(...words);
  };
}

test("who has proven their address and could not be given their password is told how to get one", async () => {
  const email = "hedy@acme.example";
  await cognito.signUp(visited, email);
  const busy = Object.assign(new Error("Rate exceeded"), { name: "TooManyRequestsException" });
  const { send, log } = confirming({ users: { setPassword: () => Promise.reject(busy) } });
  const { statusCode, body = "" } = await send({ email, code: visited.code(email), password: OWNERS });
  expect([statusCode, JSON.parse(body)]).toMatchObject([
    503,
    { code: "unavailable", detail: expect.stringContaining("forgot password") },
  ]);
  expect(log).toMatchObject([
    { level: "warn", warnings: [expect.stringContaining("TooManyRequestsException")] },
  ]);
  expect(JSON.stringify(log)).not.toContain(email);
});

describe("where there are passkeys, whose owner alone can list them", () => {
  const passkeys: Passkeys = { domain: "localhost", userVerification: "preferred", countAsBoth: false };
  const answered = async (email: string, ChallengeName: string, secondFactors: readonly string[] = []) => {
    await cognito.signUp(visited, email);
    const users = poolUsers(client, visited.edition.stack.pool.id);
    const { send, log } = confirming({
      passkeys,
      pool: { signIn: async () => ({ $metadata: {}, ChallengeName: ChallengeName as "MFA_SETUP" }) },
      users: {
        find: async (...asked) => {
          const user = await users.find(...asked);
          return user && { ...user, secondFactors };
        },
      },
    });
    const { statusCode, body } = await send({ email, code: visited.code(email), password: OWNERS });
    return { statusCode, body: body && JSON.parse(body), log };
  };

  test.each<[string, string, string[]]>([
    ["kay", "SOFTWARE_TOKEN_MFA", []],
    ["ida", "MFA_SETUP", ["SOFTWARE_TOKEN_MFA"]],
  ])("an owner who cannot be signed in is told to delete strange ones: %s, %s", async (name, ...asked) => {
    const { statusCode, body, log } = await answered(`${name}@acme.example`, ...asked);
    expect([statusCode, body]).toMatchObject([
      503,
      { code: "unavailable", detail: expect.stringContaining("delete every passkey") },
    ]);
    expect(log).toMatchObject([
      { level: "warn", warnings: [expect.stringContaining("passkeys of whoever")] },
    ]);
  });

  test("nobody has made one who would have had to set up a second factor before, and has not", async () => {
    expect(await answered("joan@acme.example", "MFA_SETUP")).toMatchObject({ statusCode: 204 });
  });
});
