import { RespondToAuthChallengeCommand } from "@aws-sdk/client-cognito-identity-provider";
import { attributesOf, EMAIL, invite, NEW_PASSWORD, refusal, signIn, TEMPORARY, tokensOf } from "../ada";
import { settings, startPool, type TestPool, WEB, webClient } from "../test-pool";

const OTHER = "1otherclient000000000000000";
const INVALID_SESSION = refusal("NotAuthorizedException", "Invalid session for the user.");

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool({ clients: [webClient(), webClient({ id: OTHER, name: "other" })] });
});
afterEach(() => testPool.stop());

const challenge = async () => (await signIn(testPool, { password: TEMPORARY })).Session;
const respond = (Session: string | undefined, responses: Record<string, string> = {}, clientId = WEB) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session,
      ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD, ...responses },
      ClientMetadata: { channel: "web" },
    }),
  );

test("an invited person chooses a password, is confirmed by it, and post confirmation never runs", async () => {
  await invite(testPool);
  const { ChallengeName, Session, ChallengeParameters } = await signIn(testPool, { password: TEMPORARY });
  expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  expect(ChallengeParameters).toMatchObject({ requiredAttributes: "[]" });
  const { AuthenticationResult } = await respond(Session, { "userAttributes.name": "Ada Lovelace" });
  expect(testPool.sources()).toEqual([
    "PreSignUp_AdminCreateUser",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_NewPasswordChallenge",
  ]);
  const [post, tokens] = testPool.events.slice(-2).map(({ request }) => request);
  expect(post).toMatchObject({
    clientMetadata: { channel: "web" },
    userAttributes: { name: "Ada Lovelace", "cognito:user_status": "CONFIRMED" },
  });
  expect(tokens).toMatchObject({ clientMetadata: { channel: "web" } });
  expect(await attributesOf(testPool, AuthenticationResult?.AccessToken ?? "")).toMatchObject({
    name: "Ada Lovelace",
  });
  await tokensOf(testPool, { password: NEW_PASSWORD });
});

test("a password outside the policy is refused, and another may be sent with the same session", async () => {
  await invite(testPool);
  const session = await challenge();
  await expect(respond(session, { NEW_PASSWORD: "short" })).rejects.toMatchObject(
    refusal("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
  );
  await respond(session);
});

test("an attribute that is there, or that the client may not write, is refused", async () => {
  await invite(testPool);
  const session = await challenge();
  await expect(respond(session, { "userAttributes.email": "eve@acme.example" })).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Cannot modify an already provided email"),
  );
  await expect(respond(session, { "userAttributes.custom:tenant_id": "acme" })).rejects.toMatchObject(
    refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute"),
  );
});

test("what is required and still missing has to come with the password", async () => {
  await testPool.stop();
  const schema = settings().schema.map((attribute) =>
    attribute.name === "name" ? { ...attribute, required: true } : attribute,
  );
  testPool = await startPool({ settings: { schema } });
  await invite(testPool);
  const { Session, ChallengeParameters } = await signIn(testPool, { password: TEMPORARY });
  expect(ChallengeParameters?.requiredAttributes).toBe('["userAttributes.name"]');
  await expect(respond(Session)).rejects.toMatchObject(
    refusal("InvalidParameterException", "Invalid attributes given, name is missing"),
  );
  await respond(Session, { "userAttributes.name": "Ada Lovelace" });
});

test("a session counts once", async () => {
  await invite(testPool);
  const session = await challenge();
  await respond(session);
  await expect(respond(session)).rejects.toMatchObject(INVALID_SESSION);
});

test("a session expires", async () => {
  await invite(testPool);
  const session = await challenge();
  testPool.pass(180);
  await expect(respond(session)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Invalid session for the user, session is expired."),
  );
});

test("a session belongs to one client, and to one person", async () => {
  await invite(testPool);
  await invite(testPool, "grace@acme.example");
  await expect(respond(await challenge(), {}, OTHER)).rejects.toMatchObject(INVALID_SESSION);
  await expect(respond(await challenge(), { USERNAME: "grace@acme.example" })).rejects.toMatchObject(
    INVALID_SESSION,
  );
});

test("a session whose password has been replaced meanwhile is worth nothing", async () => {
  await invite(testPool);
  const [first, second] = [await challenge(), await challenge()];
  await respond(first);
  await expect(respond(second, { NEW_PASSWORD: "Intruders-Pass-9" })).rejects.toMatchObject(INVALID_SESSION);
});

test("somebody disabled meanwhile gets no further, and the session is spent", async () => {
  const { User } = await invite(testPool);
  const session = await challenge();
  const user = testPool.pool.users.get(User?.Username ?? "");
  if (user === undefined) throw new Error("Nobody was invited");
  testPool.pool.users.put(user.username, { ...user, enabled: false });
  await expect(respond(session)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "User is disabled."),
  );
  testPool.pool.users.put(user.username, user);
  await expect(respond(session)).rejects.toMatchObject(INVALID_SESSION);
});
