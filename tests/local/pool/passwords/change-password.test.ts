import { ChangePasswordCommand, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { changePassword } from "../../../../local/pool/api/passwords/change-password";
import { join, NEW_PASSWORD, PASSWORD, refusal, signIn, tokensOf, WRONG_PASSWORD } from "../ada";
import { startPool, type TestPool } from "../test-pool";

const LOCKED = refusal("NotAuthorizedException", "Password attempts exceeded");
const WRONG = "Wrong-Horse-7777";

let testPool: TestPool;
let AccessToken: string;
beforeEach(async () => {
  testPool = await startPool();
  await join(testPool);
  ({ AccessToken } = await tokensOf(testPool));
});
afterEach(() => testPool.stop());

const change = (PreviousPassword = PASSWORD, ProposedPassword = NEW_PASSWORD) =>
  testPool.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));

test("the new password counts and the old one no more; the sign-in goes on", async () => {
  await change();
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  await tokensOf(testPool, { password: NEW_PASSWORD });
  await testPool.client.send(new GetUserCommand({ AccessToken }));
});

test("a wrong previous password and a new one outside the policy change nothing", async () => {
  await expect(change(WRONG)).rejects.toMatchObject(WRONG_PASSWORD);
  await expect(change(PASSWORD, "short")).rejects.toMatchObject(
    refusal("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
  );
  await tokensOf(testPool);
});

test("of two changes at once, one counts", async () => {
  const outcomes = await Promise.allSettled([change(), change(PASSWORD, "Another-Pass-9")]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a first password that is on its way is not set for a later user of the same name", async () => {
  const { users } = testPool.pool;
  const [ada] = users.values();
  if (ada === undefined) throw new Error("there is no user");
  const withoutPassword = { ...ada, password: undefined };
  users.put(ada.username, withoutPassword);
  const changing = changePassword.run(testPool.pool, { AccessToken, ProposedPassword: NEW_PASSWORD });
  users.put(ada.username, { ...withoutPassword, attributes: { ...ada.attributes, sub: "another" } });
  await expect(changing).rejects.toMatchObject({ type: "NotAuthorizedException" });
  expect(users.get(ada.username)?.password).toBeUndefined();
});

test("wrong passwords lock the person out for a second, and twice as long with each further one", async () => {
  for (const attempt of [1, 2, 3, 4]) {
    await expect(attempt % 2 ? change(WRONG) : signIn(testPool, { password: WRONG })).rejects.toMatchObject(
      WRONG_PASSWORD,
    );
  }
  await expect(change(WRONG)).rejects.toMatchObject(WRONG_PASSWORD);
  await expect(change()).rejects.toMatchObject(LOCKED);
  await expect(signIn(testPool)).rejects.toMatchObject(LOCKED);
  testPool.pass(1);
  await expect(signIn(testPool, { password: WRONG })).rejects.toMatchObject(WRONG_PASSWORD);
  testPool.pass(1);
  await expect(signIn(testPool)).rejects.toMatchObject(LOCKED);
  testPool.pass(1);
  await tokensOf(testPool);
  await expect(signIn(testPool, { password: WRONG })).rejects.toMatchObject(WRONG_PASSWORD);
  await tokensOf(testPool);
});
