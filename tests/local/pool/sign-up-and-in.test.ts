import {
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPool, type TestPool, WEB } from "./test-pool";

const PASSWORD = "Correct-Horse-7";
const EMAIL = "ada@acme.example";

let test_: TestPool;
beforeEach(async () => {
  test_ = await startPool();
});
afterEach(() => test_.stop());

const signUp = () =>
  test_.client.send(
    new SignUpCommand({
      ClientId: WEB,
      Username: EMAIL,
      Password: PASSWORD,
      UserAttributes: [{ Name: "name", Value: "Ada Lovelace" }],
    }),
  );
const confirm = () =>
  test_.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: test_.code(EMAIL) }),
  );
const signIn = (Password = PASSWORD) =>
  test_.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD: Password },
    }),
  );

test("somebody signs up, confirms, signs in, and is who they are", async () => {
  const { UserSub, CodeDeliveryDetails } = await signUp();
  expect(CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  await confirm();
  const { AuthenticationResult } = await signIn();
  const user = await test_.client.send(
    new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }),
  );
  expect(user.Username).toBe(UserSub);
  expect(test_.sources()).toEqual([
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
