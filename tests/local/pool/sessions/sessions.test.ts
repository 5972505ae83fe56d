import {
  AdminListUserSessionsCommand,
  AdminRevokeUserSessionCommand,
  AdminUserGlobalSignOutCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
  type SessionDescriptionType,
} from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, join, PASSWORD, refusal, tokensOf } from "../ada";
import { Browsing, exchange, oauthClient, request, signInOnPage, valuesIn } from "../pages/browsing";
import { settings, startPool, type TestPool, WEB } from "../test-pool";

const OTHER = "grace@acme.example";
const UserPoolId = settings().id;
const UNKNOWN = refusal("ResourceNotFoundException", "Session does not exist.");
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

let testPool: TestPool;
const start = async (sessionTracking: { mostPerUser: number } | undefined = { mostPerUser: 20 }) => {
  testPool = await startPool({
    settings: { sessionTracking },
    clients: [oauthClient({ rotation: { graceSeconds: 0 } })],
  });
  await join(testPool);
};
afterEach(() => testPool.stop());

async function list(AccessToken: string): Promise<readonly SessionDescriptionType[]> {
  const { Sessions = [] } = await testPool.client.send(new ListUserSessionsCommand({ AccessToken }));
  return Sessions;
}

const idsIn = (sessions: readonly SessionDescriptionType[]) => sessions.map(({ SessionId }) => SessionId);
const currentOf = async (token: string) =>
  (await list(token)).find(({ IsCurrentSession }) => IsCurrentSession)?.SessionId ?? "";

const end = (AccessToken: string, SessionId: string, linked?: "LINKED" | "NONE") =>
  testPool.client.send(
    new RevokeUserSessionCommand({ AccessToken, SessionId, RevokeAssociatedSessions: linked }),
  );

const use = (AccessToken: string) => testPool.client.send(new GetUserCommand({ AccessToken }));

async function renew(RefreshToken: string) {
  const { AuthenticationResult } = await testPool.client.send(
    new GetTokensFromRefreshTokenCommand({ ClientId: WEB, RefreshToken }),
  );
  return AuthenticationResult?.RefreshToken ?? "";
}

/** Signs in on the pages, and exchanges the code. */
async function throughPages(browsing: Browsing) {
  const query = request({ scope: "openid aws.cognito.signin.user.admin" });
  const { location } = await signInOnPage(browsing, { username: EMAIL, password: PASSWORD }, query);
  const { body } = await exchange(testPool, { code: valuesIn(location).code ?? "" });
  return { AccessToken: body.access_token ?? "", RefreshToken: body.refresh_token ?? "" };
}

const isSignedIn = async (browsing: Browsing): Promise<boolean> =>
  !(await browsing.open(`/oauth2/authorize?${request()}`)).location.startsWith("/login");

test("people see where they are signed in, and which session is the present one", async () => {
  await start();
  const first = await tokensOf(testPool);
  testPool.pass(60);
  const second = await tokensOf(testPool);
  const [latest, earlier, ...others] = await list(second.AccessToken);
  expect(others).toEqual([]);
  const session = {
    SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
    SessionType: "TOKEN",
    ClientId: WEB,
    DeviceType: "Linux, aws-sdk-js",
    LastIPAddress: "127.0.0.1",
    LastLocation: { Country: "unknown" },
  };
  const [noon, later] = [new Date("2026-05-01T12:00:00Z"), new Date("2026-05-01T12:01:00Z")];
  expect(latest).toEqual({ ...session, CreateDate: later, LastActiveDate: later, IsCurrentSession: true });
  expect(earlier).toEqual({ ...session, CreateDate: noon, LastActiveDate: noon, IsCurrentSession: false });
  expect(await currentOf(first.AccessToken)).toBe(earlier?.SessionId);
  const { Sessions } = await testPool.client.send(
    new AdminListUserSessionsCommand({ UserPoolId, Username: EMAIL }),
  );
  expect(Sessions).toEqual([{ ...latest, IsCurrentSession: false }, earlier]);
});

test("a session stays the same while its tokens rotate, and tells of the last renewal", async () => {
  await start();
  const { AccessToken, RefreshToken } = await tokensOf(testPool);
  const before = await list(AccessToken);
  testPool.pass(60);
  const second = await renew(RefreshToken);
  await renew(second);
  expect(await list(AccessToken)).toEqual([
    { ...before[0], LastActiveDate: new Date("2026-05-01T12:01:00Z") },
  ]);
});

test("to end a session ends its refresh and access tokens, and no other's", async () => {
  await start();
  const lost = await tokensOf(testPool);
  const kept = await tokensOf(testPool);
  await end(kept.AccessToken, await currentOf(lost.AccessToken));
  await expect(use(lost.AccessToken)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Access Token has been revoked"),
  );
  await expect(renew(lost.RefreshToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  expect(idsIn(await list(kept.AccessToken))).toEqual([await currentOf(kept.AccessToken)]);
  await renew(kept.RefreshToken);
});

test("nobody ends the session they ask with, another person's, or one that is over", async () => {
  await start();
  await join(testPool, { email: OTHER });
  const ada = await tokensOf(testPool);
  const grace = await tokensOf(testPool, { email: OTHER });
  const own = await currentOf(ada.AccessToken);
  await expect(end(ada.AccessToken, own)).rejects.toMatchObject({ name: "InvalidParameterException" });
  for (const id of [await currentOf(grace.AccessToken), `tkn${"0".repeat(25)}`])
    await expect(end(ada.AccessToken, id)).rejects.toMatchObject(UNKNOWN);
  const another = await tokensOf(testPool);
  const ended = await currentOf(another.AccessToken);
  await end(ada.AccessToken, ended);
  await expect(end(ada.AccessToken, ended)).rejects.toMatchObject(UNKNOWN);
  await use(grace.AccessToken);
});

test("an administrator ends any session of the person whom they name", async () => {
  await start();
  await join(testPool, { email: OTHER });
  const { AccessToken } = await tokensOf(testPool);
  const SessionId = await currentOf(AccessToken);
  const endAs = (Username: string) =>
    testPool.client.send(new AdminRevokeUserSessionCommand({ UserPoolId, Username, SessionId }));
  await expect(endAs(OTHER)).rejects.toMatchObject(UNKNOWN);
  await endAs(EMAIL);
  await expect(use(AccessToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

test("whoever has as many sessions as they may loses the one that was idle for the longest", async () => {
  await start({ mostPerUser: 2 });
  const first = await tokensOf(testPool);
  testPool.pass(1);
  const second = await tokensOf(testPool);
  testPool.pass(1);
  await renew(first.RefreshToken);
  testPool.pass(1);
  const third = await tokensOf(testPool);
  expect(idsIn(await list(third.AccessToken))).toEqual([
    await currentOf(third.AccessToken),
    await currentOf(first.AccessToken),
  ]);
  await expect(use(second.AccessToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

test("a sign-in on the pages is a session of its own, which those of clients come through", async () => {
  await start();
  const browsing = new Browsing(testPool.endpoint, { "user-agent": FIREFOX });
  const { AccessToken } = await throughPages(browsing);
  const sessions = await list(AccessToken);
  const pages = sessions.find(({ SessionType }) => SessionType === "SSO");
  const client = sessions.find(({ SessionType }) => SessionType === "TOKEN");
  expect(sessions).toHaveLength(2);
  expect(pages).toMatchObject({
    SessionId: expect.stringMatching(/^sso[a-z0-9]{25}$/),
    ClientId: WEB,
    DeviceType: "Linux, Firefox",
    IsCurrentSession: false,
  });
  expect(client).toMatchObject({ OriginSessionId: pages?.SessionId, IsCurrentSession: true });
});

test("what a session is linked to ends with it only where that is asked for", async () => {
  await start();
  const browsing = new Browsing(testPool.endpoint);
  const { AccessToken } = await tokensOf(testPool);
  await end(AccessToken, await currentOf((await throughPages(browsing)).AccessToken));
  expect(await isSignedIn(browsing)).toBe(true);
  const linked = await currentOf((await throughPages(browsing)).AccessToken);
  await end(AccessToken, linked, "LINKED");
  expect(await isSignedIn(browsing)).toBe(false);

  const grown = await throughPages(browsing);
  const onPages = async () =>
    (await list(AccessToken)).find(({ SessionType }) => SessionType === "SSO")?.SessionId ?? "";
  await end(AccessToken, await onPages());
  expect(await isSignedIn(browsing)).toBe(false);
  await use(grown.AccessToken);
  const again = await throughPages(browsing);
  const { location } = await browsing.open(`/oauth2/authorize?${request()}`);
  await end(AccessToken, await onPages(), "LINKED");
  await expect(use(again.AccessToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  expect((await exchange(testPool, { code: valuesIn(location).code ?? "" })).body).toEqual({
    error: "invalid_grant",
  });
});

test("to revoke a refresh token, linked, ends the sign-in on the pages, too", async () => {
  await start();
  const browsing = new Browsing(testPool.endpoint);
  const revoke = (Token: string, RevokeAssociatedSessions?: "LINKED") =>
    testPool.client.send(new RevokeTokenCommand({ ClientId: WEB, Token, RevokeAssociatedSessions }));
  await revoke((await throughPages(browsing)).RefreshToken);
  expect(await isSignedIn(browsing)).toBe(true);
  await revoke((await throughPages(browsing)).RefreshToken, "LINKED");
  expect(await isSignedIn(browsing)).toBe(false);
});

test("to sign out everywhere leaves no session", async () => {
  await start();
  await throughPages(new Browsing(testPool.endpoint));
  testPool.pass(1);
  await testPool.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: EMAIL }));
  testPool.pass(1);
  const { AccessToken } = await tokensOf(testPool);
  expect(idsIn(await list(AccessToken))).toEqual([await currentOf(AccessToken)]);
});

test("a pool that tracks no sessions lists none, as its configuration says", async () => {
  const configuration = async () => {
    const { UserSessionTracking, TokenSession } = await testPool.client.send(
      new GetUserPoolSessionConfigurationCommand({ UserPoolId }),
    );
    return { UserSessionTracking, TokenSession };
  };
  await start({ mostPerUser: 3 });
  expect(await configuration()).toEqual({ UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 3 } });
  await testPool.stop();
  testPool = await startPool();
  await join(testPool);
  expect(await configuration()).toEqual({
    UserSessionTracking: "DISABLED",
    TokenSession: { MaxPerUser: 20 },
  });
  const { AccessToken } = await tokensOf(testPool);
  const refused = { name: "OperationNotEnabledException" };
  await expect(list(AccessToken)).rejects.toMatchObject(refused);
  await expect(end(AccessToken, `tkn${"0".repeat(25)}`)).rejects.toMatchObject(refused);
});
