import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { createSigningKey, signJwt, verifyJwt } from "../../../../local/pool/tokens/jwt";
import { join, refusal, tokensOf } from "../ada";
import { startPool, type TestPool } from "../test-pool";

const INVALID = refusal("NotAuthorizedException", "Invalid Access Token");

let test_: TestPool;
let genuine: string;
let idToken: string;
beforeEach(async () => {
  test_ = await startPool();
  await join(test_);
  ({ AccessToken: genuine, IdToken: idToken } = await tokensOf(test_));
});
afterEach(() => test_.stop());

const use = (AccessToken: string) => test_.client.send(new GetUserCommand({ AccessToken }));
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = () => verifyJwt(genuine, [test_.pool.keys.access]) ?? {};
const signed = (changes: object) => signJwt({ ...claims(), ...changes }, test_.pool.keys.access);

test("a genuine token is taken", () => use(genuine).then(({ Username }) => expect(Username).toBeDefined()));

test("a token whose claims were changed is refused", async () => {
  const [header, , signature] = genuine.split(".");
  await expect(
    use([header, encode({ ...claims(), username: "eve" }), signature].join(".")),
  ).rejects.toMatchObject(INVALID);
});

test.each(["none", "HS256"])("a token with the algorithm %s is refused", async (alg) => {
  const { kid } = test_.pool.keys.access;
  const [, payload, signature] = genuine.split(".");
  for (const last of ["", signature])
    await expect(use([encode({ kid, alg }), payload, last].join("."))).rejects.toMatchObject(INVALID);
});

test("a token signed with another key under the pool's name for its own is refused", async () => {
  const { kid } = test_.pool.keys.access;
  await expect(use(signJwt(claims(), createSigningKey(kid)))).rejects.toMatchObject(INVALID);
});

test("an ID token, one of another pool, and nonsense are refused", async () => {
  for (const token of [
    idToken,
    signed({ iss: `${test_.pool.issuer}2` }),
    signed({ token_use: "id" }),
    "nonsense",
    `${genuine}.more`,
  ])
    await expect(use(token)).rejects.toMatchObject(INVALID);
});

test("a token expires to the second", async () => {
  test_.pass(3_599);
  await use(genuine);
  test_.pass(1);
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
  const [user] = test_.pool.users.values();
  if (user !== undefined) test_.pool.users.put(user.username, { ...user, enabled: false });
  await expect(use(genuine)).rejects.toMatchObject(refusal("NotAuthorizedException", "User is disabled."));
});
