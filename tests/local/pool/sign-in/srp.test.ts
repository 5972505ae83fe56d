import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { SRP_PRIME, unsigned } from "../../../../local/pool/passwords/srp";
import { updateUser } from "../../../../local/pool/users/users";
import { startPool, type TestPool, WEB, webClient } from "../test-pool";

const PASSWORD = "Correct-Horse-7";
const EMAIL = "ada@acme.example";

let testPool: TestPool;
let username: string;
beforeEach(async () => {
  await start();
});
afterEach(() => testPool.stop());

async function start(...[options]: Parameters<typeof startPool>): Promise<void> {
  testPool = await startPool(options);
  // The client signs the time of its own clock.
  testPool.pass((Date.now() - testPool.pool.now().getTime()) / 1_000);
  const { UserSub = "" } = await testPool.client.send(
    new SignUpCommand({ ClientId: WEB, Username: EMAIL, Password: PASSWORD }),
  );
  username = UserSub;
  await testPool.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: testPool.code(EMAIL) }),
  );
  testPool.events.length = 0;
}

async function restart(options: Parameters<typeof startPool>[0]): Promise<void> {
  await testPool.stop();
  await start(options);
}

/** The client that apps have: it never sends the password. */
function signIn(Password = PASSWORD, login = EMAIL, ValidationData?: Record<string, string>) {
  const Pool = new CognitoUserPool({
    UserPoolId: testPool.pool.settings.id,
    ClientId: WEB,
    endpoint: testPool.endpoint,
  });
  const user = new CognitoUser({ Username: login, Pool });
  const details = new AuthenticationDetails({
    Username: login,
    Password,
    ...(ValidationData && { ValidationData }),
  });
  return new Promise<Record<string, unknown>>((resolve, reject) => {
    user.authenticateUser(details, {
      onSuccess: (session) => resolve(session.getIdToken().decodePayload()),
      onFailure: ({ name, message }: Error) => reject(Object.assign(new Error(message), { name })),
      newPasswordRequired: () => resolve({ challenge: "NEW_PASSWORD_REQUIRED" }),
    });
  });
}

const initiate = (USERNAME = EMAIL, SRP_A = "ab".repeat(384)) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME, SRP_A },
    }),
  );

const respond = (responses: Record<string, string>) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: username,
        PASSWORD_CLAIM_SIGNATURE: "AAAA",
        TIMESTAMP: "Fri May 1 12:00:00 UTC 2026",
        ...responses,
      },
    }),
  );

const INCORRECT = { name: "NotAuthorizedException", message: "Incorrect username or password." };

test("a client signs in without sending the password", async () => {
  await expect(signIn()).resolves.toMatchObject({ email: EMAIL, "cognito:username": username });
});

test("what the client sends along is validation data before the proof and metadata after it", async () => {
  await signIn(PASSWORD, EMAIL, { from: "the client" });
  const [pre, post, token] = testPool.events;
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  expect(pre?.request.validationData).toEqual({ from: "the client" });
  expect(post?.request.clientMetadata).toEqual({ from: "the client" });
  expect(token?.request.clientMetadata).toEqual({ from: "the client" });
});

test("every salt and every key of the server suits the client", async () => {
  for (let turn = 0; turn < 4; turn += 1) await expect(signIn()).resolves.toMatchObject({ email: EMAIL });
});

test("numbers are hashed in the shortest form that keeps them positive, as clients do", () => {
  const forms = ["7f", "80", "0080", "000b", "00007f80", "00"].map((hex) =>
    unsigned(Buffer.from(hex, "hex")),
  );
  expect(forms.map((form) => form.toString("hex"))).toEqual(["7f", "0080", "0080", "0b", "7f80", "00"]);
});

test("a wrong password is refused only at the end", async () => {
  await expect(signIn("Wrong-Horse-7777")).rejects.toMatchObject(INCORRECT);
  expect(testPool.sources()).toEqual(["PreAuthentication_Authentication"]);
});

test("somebody unknown is refused like a wrong password, and never offered to the migration", async () => {
  await expect(signIn(PASSWORD, "nobody@acme.example")).rejects.toMatchObject(INCORRECT);
  expect(testPool.sources()).toEqual(["PreAuthentication_Authentication"]);
  expect(testPool.events[0]?.request).toEqual({ userAttributes: {}, validationData: {}, userNotFound: true });
});

test("the challenge of somebody unknown looks like that of somebody known, each time the same", async () => {
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const looks = (id: unknown) => ({
    SALT: expect.stringMatching(/^[0-9a-f]{24,32}$/),
    SECRET_BLOCK: expect.stringMatching(/^[A-Za-z0-9+/]{64}$/),
    SRP_B: expect.stringMatching(/^[0-9a-f]{700,768}$/),
    USERNAME: id,
    USER_ID_FOR_SRP: id,
  });
  const known = await initiate();
  const unknown = await initiate("nobody@acme.example");
  const again = await initiate("Nobody@acme.example");
  const id = expect.stringMatching(UUID);
  expect(known.ChallengeParameters).toEqual(looks(username));
  expect(unknown.ChallengeParameters).toEqual(looks(id));
  for (const { ChallengeName, Session, AuthenticationResult } of [known, unknown])
    expect({ ChallengeName, Session, AuthenticationResult }).toEqual({ ChallengeName: "PASSWORD_VERIFIER" });
  const { SALT, USERNAME } = unknown.ChallengeParameters ?? {};
  expect(again.ChallengeParameters).toMatchObject({ SALT, USERNAME });
});

test("a client that does not hide who exists says so at once", async () => {
  await restart({ clients: [webClient({ hidesExistence: false })] });
  await expect(signIn(PASSWORD, "nobody@acme.example")).rejects.toMatchObject({
    name: "UserNotFoundException",
    message: "User does not exist.",
  });
  expect(testPool.sources()).toEqual([]);
});

test("a secret block counts once", async () => {
  const { SECRET_BLOCK = "" } = (await initiate()).ChallengeParameters ?? {};
  const TIMESTAMP = "Fri May 1 12:00:00 UTC 2026";
  const claim = { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, TIMESTAMP };
  await expect(respond(claim)).rejects.toMatchObject(INCORRECT);
  await expect(respond(claim)).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Invalid session for the user.",
  });
});

test("a secret block is forgotten with its session", async () => {
  const { SECRET_BLOCK = "" } = (await initiate()).ChallengeParameters ?? {};
  testPool.pass(181);
  await expect(respond({ PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK })).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Invalid session for the user, session is expired.",
  });
});

test("a proof that is signed for another hour is none", async () => {
  testPool.pass(3_600);
  await expect(signIn()).rejects.toMatchObject(INCORRECT);
});

test("a timestamp has one form only", async () => {
  const { SECRET_BLOCK = "" } = (await initiate()).ChallengeParameters ?? {};
  const claim = { PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK, TIMESTAMP: "2026-05-01T12:00:00Z" };
  await expect(respond(claim)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.",
  });
});

test("a key that makes every password right is refused", async () => {
  for (const key of ["0", SRP_PRIME.toString("hex"), "not hex"])
    await expect(initiate(EMAIL, key)).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("wrong proofs lock as wrong passwords do", async () => {
  for (let turn = 0; turn < 5; turn += 1)
    await expect(signIn("Wrong-Horse-7777")).rejects.toMatchObject(INCORRECT);
  await expect(signIn()).rejects.toMatchObject({ message: "Password attempts exceeded" });
  testPool.pass(2);
  await expect(signIn()).resolves.toMatchObject({ email: EMAIL });
});

test("states are told to those who know the password, as in the other flow", async () => {
  updateUser(testPool.pool, username, () => ({ status: "UNCONFIRMED" }));
  await expect(signIn("Wrong-Horse-7777")).rejects.toMatchObject(INCORRECT);
  await expect(signIn()).rejects.toMatchObject({ name: "UserNotConfirmedException" });
  updateUser(testPool.pool, username, () => ({ status: "RESET_REQUIRED" }));
  await expect(signIn()).rejects.toMatchObject({ name: "PasswordResetRequiredException" });
  updateUser(testPool.pool, username, () => ({ status: "FORCE_CHANGE_PASSWORD" }));
  await expect(signIn()).resolves.toEqual({ challenge: "NEW_PASSWORD_REQUIRED" });
});

test("a flow that the client does not allow is refused", async () => {
  const clients = [webClient({ authFlows: ["ALLOW_USER_PASSWORD_AUTH"] })];
  await restart({ clients });
  await expect(signIn()).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "USER_SRP_AUTH flow not enabled for this client",
  });
});
