import { ChangePasswordCommand, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
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
