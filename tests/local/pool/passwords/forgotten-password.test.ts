import {
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { updateUser } from "../../../../local/pool/users/users";
import {
  EMAIL,
  invite,
  join,
  NEW_PASSWORD,
  NO_CODE,
  refusal,
  signIn,
  signUp,
  TOO_OFTEN,
  tokensOf,
  WRONG_CODE,
  WRONG_PASSWORD,
  wrongCode,
} from "../ada";
import { startPool, type TestPool, WEB, webClient } from "../test-pool";

const NOBODY = "nobody@acme.example";
const NOT_FOUND = refusal("UserNotFoundException", "Username/client id combination not found.");
const UNVERIFIED = refusal(
  "InvalidParameterException",
  "Cannot reset password for the user as there is no registered/verified email or phone_number",
);
const OPEN = [webClient({ hidesExistence: false })];

let testPool: TestPool;
const start = async (...options: Parameters<typeof startPool>) => {
  testPool = await startPool(...options);
};
afterEach(() => testPool.stop());

const forget = (Username = EMAIL) =>
  testPool.client.send(
    new ForgotPasswordCommand({ ClientId: WEB, Username, ClientMetadata: { channel: "web" } }),
  );
const replace = (ConfirmationCode: string, Username = EMAIL, Password = NEW_PASSWORD) =>
  testPool.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: WEB,
      Username,
      ConfirmationCode,
      Password,
      ClientMetadata: { channel: "web" },
    }),
  );

test("a forgotten password is replaced, and sign-ins that are under way go on", async () => {
  await start();
  await join(testPool);
  const { AccessToken } = await tokensOf(testPool);
  const told = testPool.events.length;
  expect((await forget()).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  await replace(testPool.code(EMAIL));
  expect(testPool.events.slice(told)).toMatchObject([
    { triggerSource: "CustomMessage_ForgotPassword", request: { clientMetadata: { channel: "web" } } },
    {
      triggerSource: "PostConfirmation_ConfirmForgotPassword",
      request: { clientMetadata: { channel: "web" } },
    },
  ]);
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  await tokensOf(testPool, { password: NEW_PASSWORD });
  await testPool.client.send(new GetUserCommand({ AccessToken }));
});

test("the code counts once, for an hour, and not after too many wrong tries", async () => {
  await start();
  await join(testPool);
  await expect(replace("123456")).rejects.toMatchObject(NO_CODE);
  await forget();
  await replace(testPool.code(EMAIL));
  await expect(replace(testPool.code(EMAIL))).rejects.toMatchObject(NO_CODE);
  await forget();
  testPool.pass(3_600);
  await expect(replace(testPool.code(EMAIL))).rejects.toMatchObject(NO_CODE);
  await forget();
  const wrong = wrongCode(testPool.code(EMAIL));
  for (let tries = 0; tries < 15; tries++) await expect(replace(wrong)).rejects.toMatchObject(WRONG_CODE);
  await expect(replace(testPool.code(EMAIL))).rejects.toMatchObject(TOO_OFTEN);
});

test("a password outside the policy leaves the code as it is", async () => {
  await start();
  await join(testPool);
  await forget();
  await expect(replace(testPool.code(EMAIL), EMAIL, "short")).rejects.toMatchObject(
    refusal("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
  );
  await replace(testPool.code(EMAIL));
});

test("the password is changed even if post confirmation fails", async () => {
  await start({
    handlers: {
      PostConfirmation: ({ triggerSource, ...event }) => {
        if (triggerSource === "PostConfirmation_ConfirmForgotPassword") throw new Error("No");
        return { triggerSource, ...event };
      },
    },
  });
  await join(testPool);
  await forget();
  await expect(replace(testPool.code(EMAIL))).rejects.toMatchObject(
    refusal("UserLambdaValidationException", "PostConfirmation failed with error No."),
  );
  await tokensOf(testPool, { password: NEW_PASSWORD });
});

test("who is hidden is answered like somebody who has asked for a code, and like somebody who has not", async () => {
  await start();
  await expect(replace("123456", NOBODY)).rejects.toMatchObject(NO_CODE);
  expect((await forget(NOBODY)).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "n***@a***",
  });
  for (let tries = 0; tries < 15; tries++)
    await expect(replace("123456", NOBODY)).rejects.toMatchObject(WRONG_CODE);
  await expect(replace("123456", NOBODY)).rejects.toMatchObject(TOO_OFTEN);
  testPool.pass(3_600);
  await expect(replace("123456", NOBODY)).rejects.toMatchObject(NO_CODE);
  expect(testPool.pool.inbox.messages()).toEqual([]);
});

test("whoever cannot be sent a code is hidden as well", async () => {
  await start();
  await signUp(testPool);
  await invite(testPool, "grace@acme.example");
  const messages = testPool.pool.inbox.messages().length;
  for (const email of [EMAIL, "grace@acme.example"]) {
    expect((await forget(email)).CodeDeliveryDetails).toMatchObject({ DeliveryMedium: "EMAIL" });
    await expect(replace("123456", email)).rejects.toMatchObject(WRONG_CODE);
  }
  expect(testPool.pool.inbox.messages()).toHaveLength(messages);
});

test("where nobody is hidden, each is told why there is no code", async () => {
  await start({ clients: OPEN, settings: { triggers: {} } });
  await signUp(testPool);
  await invite(testPool, "grace@acme.example");
  await expect(forget(NOBODY)).rejects.toMatchObject(NOT_FOUND);
  await expect(replace("123456", NOBODY)).rejects.toMatchObject(NOT_FOUND);
  await expect(forget()).rejects.toMatchObject(UNVERIFIED);
  await expect(forget("grace@acme.example")).rejects.toMatchObject(
    refusal("NotAuthorizedException", "User password cannot be reset in the current state."),
  );
});

test("the code goes the way that the pool prefers, among those that are proven", async () => {
  const PHONE = "+4930123456";
  const join_ = async (recovery: readonly string[]) => {
    await testPool?.stop();
    await start({ clients: OPEN, settings: { recovery, triggers: {} } });
    const username = await join(testPool);
    updateUser(testPool.pool, username, ({ attributes }) => ({
      attributes: { ...attributes, phone_number: PHONE, phone_number_verified: "true" },
    }));
    return username;
  };
  const username = await join_(["verified_phone_number", "verified_email"]);
  expect((await forget()).CodeDeliveryDetails?.DeliveryMedium).toBe("SMS");
  expect(testPool.pool.inbox.messages(PHONE)).toHaveLength(1);
  updateUser(testPool.pool, username, ({ attributes }) => ({
    attributes: { ...attributes, phone_number_verified: "false" },
  }));
  expect((await forget()).CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
  await join_(["verified_email"]);
  expect((await forget()).CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
  await join_(["admin_only"]);
  await expect(forget()).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Contact administrator to reset password."),
  );
});

test("five requests an hour and no more", async () => {
  await start();
  await join(testPool);
  for (let times = 0; times < 5; times++) await forget();
  await expect(forget()).rejects.toMatchObject(TOO_OFTEN);
});
