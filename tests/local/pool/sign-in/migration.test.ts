import {
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, NEW_PASSWORD, refusal, signIn, tokensOf, WRONG_CODE, WRONG_PASSWORD } from "../ada";
import { type Handler, startPool, type TestPool, WEB, webClient } from "../test-pool";

const LEGACY_PASSWORD = "weak";
const ATTRIBUTES = { email: EMAIL, email_verified: "true", name: "Ada Lovelace" };
const PRESET = {
  userAttributes: null,
  forceAliasCreation: null,
  enableSMSMFA: null,
  finalUserStatus: null,
  messageAction: null,
  desiredDeliveryMediums: null,
};

let testPool: TestPool;
const start = async (UserMigration: Handler, hidesExistence = true) => {
  testPool = await startPool({ handlers: { UserMigration }, clients: [webClient({ hidesExistence })] });
};
afterEach(() => testPool.stop());

const migrated =
  (response: object): Handler =>
  (event) => ({ ...event, response: { ...event.response, ...response } });
const CONFIRMED = migrated({
  userAttributes: ATTRIBUTES,
  finalUserStatus: "CONFIRMED",
  messageAction: "SUPPRESS",
});
const RESET = migrated({ userAttributes: ATTRIBUTES, messageAction: "SUPPRESS" });
const NOBODY: Handler = (event) => event;

const forget = () =>
  testPool.client.send(
    new ForgotPasswordCommand({ ClientId: WEB, Username: EMAIL, ClientMetadata: { channel: "web" } }),
  );

test("migration at sign-in comes first, and the sign-in goes on with the password that was typed", async () => {
  await start(CONFIRMED);
  await testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD: LEGACY_PASSWORD },
      ClientMetadata: { channel: "web" },
    }),
  );
  expect(testPool.sources()).toEqual([
    "UserMigration_Authentication",
    "PreSignUp_AdminCreateUser",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  const [migration, , admission, completion] = testPool.events;
  expect(migration).toEqual({
    version: "1",
    triggerSource: "UserMigration_Authentication",
    region: "eu-central-1",
    userPoolId: "eu-central-1_TestPool1",
    userName: EMAIL,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: WEB },
    request: { password: LEGACY_PASSWORD, validationData: { channel: "web" }, userAttributes: null },
    response: PRESET,
  });
  const [user] = testPool.pool.users.values();
  expect(user?.username).not.toBe(EMAIL);
  expect(admission).toMatchObject({
    userName: user?.username,
    request: {
      userAttributes: { ...ATTRIBUTES, sub: user?.username, "cognito:user_status": "CONFIRMED" },
      validationData: { channel: "web" },
      userNotFound: false,
    },
  });
  expect(completion?.request).not.toHaveProperty("clientMetadata");
});

test("whoever has moved is not asked for again", async () => {
  await start(CONFIRMED);
  await tokensOf(testPool, { password: LEGACY_PASSWORD });
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  expect(testPool.sources().filter((source) => source.startsWith("UserMigration"))).toHaveLength(1);
});

test("somebody who moves without a password has to choose one", async () => {
  await start(RESET);
  await expect(signIn(testPool)).rejects.toMatchObject(
    refusal("PasswordResetRequiredException", "Password reset required for the user"),
  );
  await forget();
  await testPool.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: WEB,
      Username: EMAIL,
      ConfirmationCode: testPool.code(EMAIL),
      Password: NEW_PASSWORD,
    }),
  );
  await tokensOf(testPool, { password: NEW_PASSWORD });
});

test("migration at forgot password comes before the code, and post confirmation after it", async () => {
  await start(RESET);
  expect((await forget()).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  await testPool.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: WEB,
      Username: EMAIL,
      ConfirmationCode: testPool.code(EMAIL),
      Password: NEW_PASSWORD,
    }),
  );
  expect(testPool.sources()).toEqual([
    "UserMigration_ForgotPassword",
    "PreSignUp_AdminCreateUser",
    "CustomMessage_ForgotPassword",
    "PostConfirmation_ConfirmForgotPassword",
  ]);
  expect(testPool.events[0]).toMatchObject({
    userName: EMAIL,
    request: { password: null, validationData: null, clientMetadata: { channel: "web" } },
    response: PRESET,
  });
});

test("a code goes to no address that the migration has not vouched for", async () => {
  await start(migrated({ userAttributes: { email: EMAIL } }));
  expect((await forget()).CodeDeliveryDetails).toMatchObject({ DeliveryMedium: "EMAIL" });
  expect(testPool.pool.inbox.messages()).toEqual([]);
  await expect(
    testPool.client.send(
      new ConfirmForgotPasswordCommand({
        ClientId: WEB,
        Username: EMAIL,
        ConfirmationCode: "123456",
        Password: NEW_PASSWORD,
      }),
    ),
  ).rejects.toMatchObject(WRONG_CODE);
});

test("an event that comes back untouched is nobody: told like a wrong password, or as a failed migration", async () => {
  await start(NOBODY);
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  expect(testPool.sources()).toEqual(["UserMigration_Authentication", "PreAuthentication_Authentication"]);
  expect(testPool.events[1]).toMatchObject({
    userName: EMAIL,
    request: { userAttributes: {}, validationData: null, userNotFound: true },
  });
  await forget();
  expect(testPool.pool.inbox.messages()).toEqual([]);
  await testPool.stop();

  await start(NOBODY, false);
  const failed = refusal("UserNotFoundException", `Exception migrating user in app client ${WEB}`);
  await expect(signIn(testPool)).rejects.toMatchObject(failed);
  await expect(forget()).rejects.toMatchObject(failed);
  expect(testPool.sources()).toEqual(["UserMigration_Authentication", "UserMigration_ForgotPassword"]);
});

test("an address that a migration verifies as True counts as verified", async () => {
  await start(migrated({ userAttributes: { ...ATTRIBUTES, email_verified: "True" } }));
  await forget();
  expect(testPool.pool.users.values()[0]?.attributes.email_verified).toBe("true");
  expect(testPool.code(EMAIL)).toMatch(/^\d{6}$/);
});

test("a migration that fails leaves nobody behind", async () => {
  await start(() => {
    throw new Error("The old store is closed");
  });
  const closed = refusal(
    "UserLambdaValidationException",
    "UserMigration failed with error The old store is closed.",
  );
  await expect(signIn(testPool)).rejects.toMatchObject(closed);
  await expect(forget()).rejects.toMatchObject(closed);
  expect(testPool.pool.users.values()).toEqual([]);
});

test.each([
  ["text", "text"],
  ["a value that is no text", { email: EMAIL, email_verified: true }],
  ["the address of somebody else", { email: "eve@acme.example" }],
])("a migration that answers %s leaves nobody behind", async (_, userAttributes) => {
  await start(migrated({ userAttributes, finalUserStatus: "CONFIRMED" }));
  await expect(signIn(testPool)).rejects.toMatchObject({ name: "InvalidLambdaResponseException" });
  expect(testPool.pool.users.values()).toEqual([]);
});

test("two sign-ins at once move somebody once", async () => {
  await start(CONFIRMED);
  const outcomes = await Promise.allSettled([
    signIn(testPool, { password: LEGACY_PASSWORD }),
    signIn(testPool, { password: LEGACY_PASSWORD }),
  ]);
  expect(outcomes.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(testPool.pool.users.values()).toHaveLength(1);
});
