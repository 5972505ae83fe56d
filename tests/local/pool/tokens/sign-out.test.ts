import {
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { revokeSignIn } from "../../../../local/pool/tokens/refresh-tokens";
import { EMAIL, join, NEW_PASSWORD, refusal, signIn, tokensOf, WRONG_PASSWORD } from "../ada";
import { startPool, type TestPool, WEB, webClient } from "../test-pool";

const OTHER = "1otherclient000000000000000";
const SECRET = "0123456789abcdefghijklmn";
const REFRESH_REVOKED = refusal("NotAuthorizedException", "Refresh Token has been revoked");
const ACCESS_REVOKED = refusal("NotAuthorizedException", "Access Token has been revoked");

let testPool: TestPool;
const start = async (
  changes: Parameters<typeof webClient>[0] = {},
  ...rest: Parameters<typeof startPool>
) => {
  const other = webClient({ id: OTHER, name: "other", secret: SECRET });
  testPool = await startPool({ clients: [webClient(changes), other], ...rest[0] });
  await join(testPool);
};
afterEach(() => testPool.stop());

const use = (AccessToken: string) => testPool.client.send(new GetUserCommand({ AccessToken }));
const refresh = async (RefreshToken: string, ClientId = WEB) => {
  const command = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
  const { AuthenticationResult } = await testPool.client.send(command);
  return AuthenticationResult ?? {};
};
const refreshTheOldWay = (token: string) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: token },
    }),
  );
const revoke = (Token: string, ClientId = WEB, ClientSecret?: string) =>
  testPool.client.send(new RevokeTokenCommand({ ClientId, Token, ClientSecret }));

test("global sign-out ends every sign-in of a person, and none that begins afterwards", async () => {
  await start();
  const [first, second] = [await tokensOf(testPool), await tokensOf(testPool)];
  await testPool.client.send(new GlobalSignOutCommand({ AccessToken: first.AccessToken }));
  for (const { AccessToken, RefreshToken } of [first, second]) {
    await expect(use(AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
    await expect(refresh(RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
    await expect(refreshTheOldWay(RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
  }
  const again = await tokensOf(testPool);
  await use(again.AccessToken);
  await refresh(again.RefreshToken);
});

test("a revoked refresh token takes its access tokens along, and leaves other sign-ins alone", async () => {
  await start();
  const [lost, kept] = [await tokensOf(testPool), await tokensOf(testPool)];
  const renewed = await refresh(lost.RefreshToken);
  await revoke(lost.RefreshToken);
  await expect(refresh(lost.RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
  await expect(use(lost.AccessToken)).rejects.toMatchObject(ACCESS_REVOKED);
  await expect(use(renewed.AccessToken ?? "")).rejects.toMatchObject(ACCESS_REVOKED);
  await use(kept.AccessToken);
  await refresh(kept.RefreshToken);
  await revoke(lost.RefreshToken);
});

test("to revoke one token of a rotation revokes all of them", async () => {
  await start({ rotation: { graceSeconds: 0 } });
  const { RefreshToken: first } = await tokensOf(testPool);
  const { RefreshToken: second = "" } = await refresh(first);
  await revoke(first);
  await expect(refresh(second)).rejects.toMatchObject(REFRESH_REVOKED);
});

test("only a client that can revoke revokes, its own refresh tokens and nothing else", async () => {
  await start();
  const { RefreshToken, AccessToken, IdToken } = await tokensOf(testPool);
  await revoke("unknown");
  for (const token of [AccessToken, IdToken])
    await expect(revoke(token)).rejects.toMatchObject({ name: "UnsupportedTokenTypeException" });
  for (const secret of [undefined, "nmlkjihgfedcba9876543210"])
    await expect(revoke(RefreshToken, OTHER, secret)).rejects.toMatchObject(
      refusal("UnauthorizedException", "Invalid client."),
    );
  await expect(revoke(RefreshToken, OTHER, SECRET)).rejects.toMatchObject({ name: "UnauthorizedException" });
  await expect(revoke(RefreshToken, "unknown")).rejects.toMatchObject({ name: "UnauthorizedException" });
  await refresh(RefreshToken);
  await testPool.stop();
  await start({ revocable: false });
  await expect(revoke((await tokensOf(testPool)).RefreshToken)).rejects.toMatchObject({
    name: "UnsupportedOperationException",
  });
});

test("a refresh token belongs to its client, and expires", async () => {
  await start();
  const { RefreshToken } = await tokensOf(testPool);
  await expect(
    testPool.client.send(
      new GetTokensFromRefreshTokenCommand({ ClientId: OTHER, RefreshToken, ClientSecret: SECRET }),
    ),
  ).rejects.toMatchObject(refusal("NotAuthorizedException", "Invalid Refresh Token"));
  testPool.pass(30 * 86_400);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Refresh Token has expired"),
  );
});

test("with rotation, a token counts until the one after it has had its grace, and the old way is closed", async () => {
  await start({ rotation: { graceSeconds: 30 } });
  const { RefreshToken: first } = await tokensOf(testPool);
  await expect(refreshTheOldWay(first)).rejects.toMatchObject({ name: "InvalidParameterException" });
  const { RefreshToken: second = "" } = await refresh(first);
  expect(second).not.toBe(first);
  testPool.pass(29);
  await refresh(first);
  testPool.pass(1);
  await expect(refresh(first)).rejects.toMatchObject({ name: "RefreshTokenReuseException" });
  await refresh(second);
});

test("what ends a sign-in while the token trigger runs ends its renewal as well", async () => {
  let during = () => {};
  await start(
    { rotation: { graceSeconds: 30 } },
    {
      clients: [webClient({ rotation: { graceSeconds: 30 } })],
      handlers: {
        PreTokenGeneration: (event) => {
          during();
          return event;
        },
      },
    },
  );
  const { RefreshToken } = await tokensOf(testPool);
  const [first] = testPool.pool.refreshTokens.values();
  during = () => first && revokeSignIn(testPool.pool, first);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(REFRESH_REVOKED);
  expect(testPool.pool.refreshTokens.values()).toHaveLength(1);
});

test.each(["PostAuthentication", "PreTokenGeneration"] as const)(
  "a new password and a sign-out end a sign-in whose %s trigger is under way",
  async (trigger) => {
    let during = async () => {};
    const handler = async (event: unknown) => {
      await during();
      return event;
    };
    await start({}, { clients: [webClient()], handlers: { [trigger]: handler } });
    const { id: UserPoolId } = testPool.pool.settings;
    during = async () => {
      await testPool.client.send(
        new AdminSetUserPasswordCommand({
          UserPoolId,
          Username: EMAIL,
          Password: NEW_PASSWORD,
          Permanent: true,
        }),
      );
      await testPool.client.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: EMAIL }));
    };
    await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
    expect([...testPool.pool.refreshTokens.values()]).toEqual([]);
    during = async () => {};
    await signIn(testPool, { password: NEW_PASSWORD });
  },
);

test("whoever deletes themselves is gone, with their tokens, and the address is free again", async () => {
  await start();
  const { AccessToken, RefreshToken } = await tokensOf(testPool);
  await testPool.client.send(new DeleteUserCommand({ AccessToken }));
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  await join(testPool, { email: EMAIL });
  await expect(use(AccessToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(refresh(RefreshToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});
