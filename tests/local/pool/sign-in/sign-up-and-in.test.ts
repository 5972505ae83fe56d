import {
  AdminGetUserCommand,
  type AttributeType,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPool, type TestPool, WEB } from "../test-pool";

const PASSWORD = "Correct-Horse-7";
const EMAIL = "ada@acme.example";
const PHONE = "+4915112345678";

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool();
});
afterEach(() => testPool.stop());

const signUp = (attributes: AttributeType[] = []) =>
  testPool.client.send(
    new SignUpCommand({
      ClientId: WEB,
      Username: EMAIL,
      Password: PASSWORD,
      UserAttributes: [{ Name: "name", Value: "Ada Lovelace" }, ...attributes],
    }),
  );
const confirm = () =>
  testPool.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: testPool.code(EMAIL) }),
  );
const signIn = (Password = PASSWORD) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD: Password },
    }),
  );

const profile = () =>
  testPool.client.send(new AdminGetUserCommand({ UserPoolId: testPool.pool.settings.id, Username: EMAIL }));

test("somebody signs up, confirms, signs in, and is who they are", async () => {
  const { UserSub, CodeDeliveryDetails } = await signUp();
  expect(CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  await confirm();
  const { AuthenticationResult } = await signIn();
  const user = await testPool.client.send(
    new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }),
  );
  expect(user.Username).toBe(UserSub);
  expect(testPool.sources()).toEqual([
    "PreSignUp_SignUp",
    "CustomMessage_SignUp",
    "PostConfirmation_ConfirmSignUp",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
});

test("a wrong password is told like an unknown name", async () => {
  await signUp();
  await confirm();
  const wrong = { name: "NotAuthorizedException", message: "Incorrect username or password." };
  await expect(signIn("Wrong-Horse-7777")).rejects.toMatchObject(wrong);
});

test.each([
  [["email"], "email", EMAIL],
  [["phone_number"], "phone_number", PHONE],
  [["email", "phone_number"], "phone_number", PHONE],
])(
  "where the pool verifies %j, the code goes to the %s, and proves it alone",
  async (autoVerified, name, to) => {
    await testPool.stop();
    testPool = await startPool({ settings: { autoVerified } });
    const { CodeDeliveryDetails } = await signUp([{ Name: "phone_number", Value: PHONE }]);
    expect(CodeDeliveryDetails?.AttributeName).toBe(name);
    const ConfirmationCode = testPool.code(to);
    await testPool.client.send(
      new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode }),
    );
    const { UserAttributes } = await profile();
    expect(UserAttributes?.filter(({ Value }) => Value === "true")).toEqual([
      { Name: `${name}_verified`, Value: "true" },
    ]);
  },
);

test.each([[[]], [["phone_number"]]])(
  "where the pool verifies %j, a sign-up with an address alone gets no code",
  async (autoVerified) => {
    await testPool.stop();
    testPool = await startPool({ settings: { autoVerified } });
    const { CodeDeliveryDetails, UserConfirmed } = await signUp();
    expect([CodeDeliveryDetails, UserConfirmed]).toEqual([undefined, false]);
    const again = new ResendConfirmationCodeCommand({ ClientId: WEB, Username: EMAIL });
    await expect(testPool.client.send(again)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot resend codes. Auto verification not turned on.",
    });
    expect(testPool.pool.inbox.messages(EMAIL)).toEqual([]);
    expect(testPool.sources()).toEqual(["PreSignUp_SignUp"]);
  },
);
