import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { isUnchanged } from "../../../../local/pool/tokens/grant";
import { createSigningKey, verifyJwt } from "../../../../local/pool/tokens/jwt";
import { signedJwt } from "../../../harness/signed-jwt";
import { join, refusal, tokensOf } from "../ada";
import { startPool, type TestPool } from "../test-pool";

const INVALID = refusal("NotAuthorizedException", "Invalid Access Token");

let testPool: TestPool;
let genuine: string;
let idToken: string;
beforeEach(async () => {
  testPool = await startPool();
  await join(testPool);
  ({ AccessToken: genuine, IdToken: idToken } = await tokensOf(testPool));
});
afterEach(() => testPool.stop());

const use = (AccessToken: string) => testPool.client.send(new GetUserCommand({ AccessToken }));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = () => verifyJwt(genuine, [testPool.pool.keys.access]) ?? {};
const signed = (changes: object) => signedJwt({ ...claims(), ...changes }, testPool.pool.keys.access);

test("a genuine token is taken", () => use(genuine).then(({ Username }) => expect(Username).toBeDefined()));

test("a token whose claims were changed is refused", async () => {
  const [header, , signature] = genuine.split(".");
  await expect(
    use([header, encode({ ...claims(), username: "eve" }), signature].join(".")),
  ).rejects.toMatchObject(INVALID);
});

test.each(["none", "HS256"])("a token with the algorithm %s is refused", async (alg) => {
  const { kid } = testPool.pool.keys.access;
  const [, payload, signature] = genuine.split(".");
  for (const last of ["", signature])
    await expect(use([encode({ kid, alg }), payload, last].join("."))).rejects.toMatchObject(INVALID);
});

test("a token signed with another key under the pool's name for its own is refused", async () => {
  const { kid } = testPool.pool.keys.access;
  await expect(use(signedJwt(claims(), createSigningKey(kid)))).rejects.toMatchObject(INVALID);
});

test("an ID token, one of another pool, and nonsense are refused", async () => {
  for (const token of [
    idToken,
    signed({ iss: `${testPool.pool.issuer}2` }),
    signed({ token_use: "id" }),
    "nonsense",
    `${genuine}.more`,
  ])
    await expect(use(token)).rejects.toMatchObject(INVALID);
});

test("a token expires to the second", async () => {
  testPool.pass(3_599);
  await use(genuine);
  testPool.pass(1);
  await expect(use(genuine)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Access Token has expired"),
  );
});

test("a token without the scope of self-service is refused", async () => {
  await expect(use(signed({ scope: "openid" }))).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Access Token does not have required scopes"),
  );
});

test("a token of somebody who is disabled is refused", async () => {
  const [user] = testPool.pool.users.values();
  if (user !== undefined) testPool.pool.users.put(user.username, { ...user, enabled: false });
  await expect(use(genuine)).rejects.toMatchObject(refusal("NotAuthorizedException", "User is disabled."));
});

describe("a user name that is taken again", () => {
  const create = () =>
    testPool.client.send(
      new AdminCreateUserCommand({
        UserPoolId: testPool.pool.settings.id,
        Username: "ada",
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "email", Value: "ada@globex.example" }],
      }),
    );
  const remove = () =>
    testPool.client.send(
      new AdminDeleteUserCommand({ UserPoolId: testPool.pool.settings.id, Username: "ada" }),
    );
  beforeEach(async () => {
    await testPool.stop();
    testPool = await startPool({ settings: { usernameAttributes: [] } });
    await create();
  });

  test("does not open the new account to a token of the deleted one", async () => {
    const [former] = testPool.pool.users.values();
    const sub = former?.attributes.sub;
    const token = signedJwt(
      { ...claims(), iss: testPool.pool.issuer, username: "ada", sub },
      testPool.pool.keys.access,
    );
    await use(token);
    await remove();
    await create();
    await expect(use(token)).rejects.toMatchObject(INVALID);
  });

  test("ends a sign-in that the deleted user had begun", async () => {
    const [former] = testPool.pool.users.values();
    await remove();
    await create();
    const [present] = testPool.pool.users.values();
    if (former === undefined || present === undefined) throw new Error("there is no user");
    const passwordless = { password: undefined, signedOutAt: undefined };
    expect(isUnchanged({ ...former, ...passwordless }, { ...former, ...passwordless })).toBe(true);
    expect(isUnchanged({ ...former, ...passwordless }, { ...present, ...passwordless })).toBe(false);
  });
});
