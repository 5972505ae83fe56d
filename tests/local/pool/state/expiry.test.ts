import {
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createSessions } from "../../../../local/pool/sign-in/challenge-sessions";
import { forgetExpired } from "../../../../local/pool/state/expiry";
import { createTickets } from "../../../../local/pool/state/tickets";
import { createRefreshToken, readRefreshToken } from "../../../../local/pool/tokens/refresh-tokens";
import { EMAIL, join, refusal, tokensOf } from "../ada";
import { createSrpClient } from "../srp-client";
import { settings, startPool, type TestPool, WEB } from "../test-pool";

const HOUR = 3_600;
const DAY = 24 * HOUR;

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool();
  await join(testPool);
});
afterEach(() => testPool.stop());

/** How much the pool remembers that is for a while only. */
function remembered() {
  forgetExpired(testPool.pool);
  const { sessions, limits, decoyCodes, refreshTokens, revokedOrigins } = testPool.pool;
  return {
    sessions: sessions.size,
    limits: limits.size,
    decoyCodes: decoyCodes.values().length,
    refreshTokens: refreshTokens.values().length,
    revokedOrigins: revokedOrigins.values().length,
  };
}

const NOTHING = { sessions: 0, limits: 0, decoyCodes: 0, refreshTokens: 0, revokedOrigins: 0 };

async function beginSrp(): Promise<void> {
  const { SRP_A } = createSrpClient(settings().id, "no matter", testPool.pool.now());
  const AuthParameters = { USERNAME: EMAIL, SRP_A };
  await testPool.client.send(
    new InitiateAuthCommand({ ClientId: WEB, AuthFlow: "USER_SRP_AUTH", AuthParameters }),
  );
}

const forgetPassword = (Username: string) =>
  testPool.client.send(new ForgotPasswordCommand({ ClientId: WEB, Username }));

test("a challenge that nobody answers is forgotten an hour after it has expired", async () => {
  await beginSrp();
  testPool.pass(HOUR);
  expect(remembered()).toEqual({ ...NOTHING, sessions: 1 });
  testPool.pass(3 * 60);
  expect(remembered()).toEqual(NOTHING);
});

test("who has signed in on the pages, and with which code, is forgotten an hour later, and the oldest of too many", () => {
  const tickets = createTickets<{ readonly expiresAt: number }>();
  const until = (seconds: number) => ({ expiresAt: testPool.pool.now().getTime() + seconds * 1_000 });
  const [oldest, ...others] = Array.from({ length: 5_001 }, () => tickets.issue(until(60)));
  expect(tickets.size).toBe(5_000);
  const now = testPool.pool.now();
  expect(tickets.find(oldest, now)).toBeUndefined();
  expect(tickets.find(others[0], now)).toEqual(until(60));
  expect(tickets.find(others[0], new Date(now.getTime() + 60_000))).toBeUndefined();
  const { browserSessions, authorizationCodes, pageChallenges } = testPool.pool;
  for (const open of [browserSessions, authorizationCodes, pageChallenges]) open.issue(until(60) as never);
  const open = () => [browserSessions, authorizationCodes, pageChallenges].map(({ size }) => size);
  testPool.pass(HOUR);
  forgetExpired(testPool.pool);
  expect(open()).toEqual([1, 1, 1]);
  testPool.pass(60);
  forgetExpired(testPool.pool);
  expect(open()).toEqual([0, 0, 0]);
});

test("of more than 5,000 challenges the oldest are forgotten, expired or not", () => {
  const sessions = createSessions();
  const name = "NEW_PASSWORD_REQUIRED" as const;
  const challenge = {
    name,
    source: "NewPasswordChallenge" as const,
    username: "ada",
    clientId: WEB,
    expiresAt: 1_000,
    provenSalt: undefined,
  };
  const opened = Array.from({ length: 5_001 }, () => sessions.open(challenge));
  expect(sessions.size).toBe(5_000);
  const take = (session: string | undefined) => sessions.take(session, { name }, new Date(0));
  expect(() => take(opened[0])).toThrow("Invalid session for the user.");
  expect(take(opened[1])).toEqual(challenge);
});

test("who has asked for codes is forgotten with the hour that counts, and the codes that nobody got two hours later", async () => {
  await forgetPassword(EMAIL);
  await forgetPassword("nobody@acme.example");
  testPool.pass(HOUR - 1);
  expect(remembered()).toEqual({ ...NOTHING, limits: 2, decoyCodes: 1 });
  testPool.pass(1);
  expect(remembered()).toEqual({ ...NOTHING, decoyCodes: 1 });
  testPool.pass(HOUR);
  expect(remembered()).toEqual(NOTHING);
});

test("a sign-in is forgotten an hour after its refresh token has expired", async () => {
  const { RefreshToken = "" } = await tokensOf(testPool);
  const refresh = () =>
    testPool.client.send(
      new InitiateAuthCommand({
        ClientId: WEB,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: RefreshToken },
      }),
    );
  testPool.pass(30 * DAY - 1);
  expect(remembered()).toEqual({ ...NOTHING, refreshTokens: 1 });
  await refresh();
  testPool.pass(HOUR);
  expect(remembered()).toEqual({ ...NOTHING, refreshTokens: 1 });
  await expect(refresh()).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Refresh Token has expired"),
  );
  testPool.pass(1);
  expect(remembered()).toEqual(NOTHING);
});

test("that a sign-in was revoked is remembered for as long as one of its tokens could count", async () => {
  const { AccessToken, RefreshToken } = await tokensOf(testPool);
  await testPool.client.send(new RevokeTokenCommand({ ClientId: WEB, Token: RefreshToken }));
  expect(remembered()).toEqual({ ...NOTHING, refreshTokens: 1, revokedOrigins: 1 });
  await expect(testPool.client.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Access Token has been revoked"),
  );
  testPool.pass(31 * DAY);
  expect(remembered()).toEqual({ ...NOTHING, revokedOrigins: 1 });
  testPool.pass(HOUR);
  expect(remembered()).toEqual(NOTHING);
});

test("of more than 1,000 sign-ins of one person the first is forgotten, those that were replaced before others", async () => {
  const { refreshTokens } = testPool.pool;
  const signIns = (count: number, username: string, replacedUntil?: string) =>
    Array.from({ length: count }, (_, number) =>
      createRefreshToken(refreshTokens, {
        username,
        clientId: WEB,
        expiresAt: "2026-06-01T00:00:00.000Z",
        authTime: number,
        originJti: `${username}-${number}`,
        scopes: [],
        replacedUntil,
        ssoSessionId: undefined,
        activity: undefined,
      }),
    );
  const known = (token: string | undefined) => readRefreshToken(refreshTokens, token ?? "") !== undefined;
  const [oldest, second] = signIns(999, "ada");
  const [replaced] = signIns(1, "ada", "2026-05-01T00:00:00.000Z");
  const [ofGrace] = signIns(1, "grace");
  expect([oldest, second, replaced, ofGrace].map(known)).toEqual([true, true, true, true]);
  signIns(1, "ada");
  expect([oldest, second, replaced, ofGrace].map(known)).toEqual([true, true, false, true]);
  signIns(1, "ada");
  expect([oldest, second, replaced, ofGrace].map(known)).toEqual([false, true, false, true]);
});

test("the sign-ins of somebody who is deleted are forgotten with them", async () => {
  const { AccessToken } = await tokensOf(testPool);
  await testPool.client.send(new DeleteUserCommand({ AccessToken }));
  expect(remembered()).toEqual(NOTHING);
});
