import {
  ConfirmForgotPasswordCommand,
  DeleteUserAttributesCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  attributesOf,
  EMAIL,
  join,
  NEW_PASSWORD,
  NO_CODE,
  refusal,
  signIn,
  TOO_OFTEN,
  tokensOf,
  WRONG_CODE,
  WRONG_PASSWORD,
  wrongCode,
} from "../ada";
import { startPool, type TestPool, WEB } from "../test-pool";

const NEW_EMAIL = "ada.king@acme.example";
const TAKEN = refusal("AliasExistsException", "An account with the email already exists.");

let testPool: TestPool;
let sub: string;
let AccessToken: string;
const start = async (...options: Parameters<typeof startPool>) => {
  testPool = await startPool(...options);
  sub = await join(testPool);
  ({ AccessToken } = await tokensOf(testPool));
  testPool.events.length = 0;
};
afterEach(() => testPool.stop());

const update = (attributes: Record<string, string>) =>
  testPool.client.send(
    new UpdateUserAttributesCommand({
      AccessToken,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      ClientMetadata: { channel: "web" },
    }),
  );
const verify = (Code: string, AttributeName = "email") =>
  testPool.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName, Code }));
const askForCode = (AttributeName = "email") =>
  testPool.client.send(
    new GetUserAttributeVerificationCodeCommand({
      AccessToken,
      AttributeName,
      ClientMetadata: { channel: "web" },
    }),
  );
const remove = (...UserAttributeNames: string[]) =>
  testPool.client.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames }));

test("a name is changed at once and deleted again, without any trigger", async () => {
  await start();
  expect((await update({ name: "Ada King" })).CodeDeliveryDetailsList).toEqual([]);
  expect(await attributesOf(testPool, AccessToken)).toEqual({
    sub,
    email: EMAIL,
    email_verified: "true",
    name: "Ada King",
  });
  await remove("name");
  expect(await attributesOf(testPool, AccessToken)).toEqual({ sub, email: EMAIL, email_verified: "true" });
  expect(testPool.sources()).toEqual([]);
});

test("a new address takes effect with its code; until then the old one signs in", async () => {
  await start();
  expect((await update({ email: NEW_EMAIL, name: "Ada King" })).CodeDeliveryDetailsList).toEqual([
    { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@a***" },
  ]);
  expect(testPool.events).toMatchObject([
    {
      triggerSource: "CustomMessage_UpdateUserAttribute",
      request: { clientMetadata: { channel: "web" }, codeParameter: "{####}" },
    },
  ]);
  expect(await attributesOf(testPool, AccessToken)).toEqual({
    sub,
    email: EMAIL,
    email_verified: "true",
    name: "Ada King",
  });
  await expect(signIn(testPool, { email: NEW_EMAIL })).rejects.toMatchObject(WRONG_PASSWORD);
  await tokensOf(testPool);
  await expect(verify(wrongCode(testPool.code(NEW_EMAIL)))).rejects.toMatchObject(WRONG_CODE);
  await verify(testPool.code(NEW_EMAIL));
  expect(await attributesOf(testPool, AccessToken)).toMatchObject({
    email: NEW_EMAIL,
    email_verified: "true",
  });
  await tokensOf(testPool, { email: NEW_EMAIL });
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  await expect(verify(testPool.code(NEW_EMAIL))).rejects.toMatchObject(NO_CODE);
});

test("where the pool does not wait, a new address takes effect at once, unverified", async () => {
  await start({ settings: { verifiedBeforeUpdate: [] } });
  await update({ email: NEW_EMAIL });
  expect(await attributesOf(testPool, AccessToken)).toMatchObject({
    email: NEW_EMAIL,
    email_verified: "false",
  });
  await verify(testPool.code(NEW_EMAIL));
  expect(await attributesOf(testPool, AccessToken)).toMatchObject({
    email: NEW_EMAIL,
    email_verified: "true",
  });
});

test("an address that somebody else has, or has taken meanwhile, is refused", async () => {
  await start();
  await join(testPool, { email: "grace@acme.example" });
  await expect(update({ email: "Grace@Acme.example" })).rejects.toMatchObject(TAKEN);
  await update({ email: NEW_EMAIL });
  const code = testPool.code(NEW_EMAIL);
  await join(testPool, { email: NEW_EMAIL });
  await expect(verify(code)).rejects.toMatchObject(TAKEN);
  expect(await attributesOf(testPool, AccessToken)).toMatchObject({ email: EMAIL });
});

test("a code that went to one address does not prove another", async () => {
  await start();
  await askForCode();
  const code = testPool.code(EMAIL);
  await update({ email: NEW_EMAIL });
  if (code !== testPool.code(NEW_EMAIL)) await expect(verify(code)).rejects.toMatchObject(WRONG_CODE);
});

test("a code for a new password dies with the address that it went to", async () => {
  await start();
  await testPool.client.send(new ForgotPasswordCommand({ ClientId: WEB, Username: EMAIL }));
  await update({ email: NEW_EMAIL });
  await verify(testPool.code(NEW_EMAIL));
  await expect(
    testPool.client.send(
      new ConfirmForgotPasswordCommand({
        ClientId: WEB,
        Username: NEW_EMAIL,
        ConfirmationCode: testPool.code(EMAIL),
        Password: NEW_PASSWORD,
      }),
    ),
  ).rejects.toMatchObject(NO_CODE);
});

test("what the client may not write, the schema does not have or a person needs is refused", async () => {
  await start();
  const unwritable = refusal("NotAuthorizedException", "A client attempted to write unauthorized attribute");
  for (const name of ["custom:role", "custom:tenant_id", "email_verified", "sub"]) {
    await expect(update({ [name]: "true" })).rejects.toMatchObject(unwritable);
    await expect(remove(name)).rejects.toMatchObject(unwritable);
  }
  await expect(update({ email: "nonsense" })).rejects.toMatchObject(
    refusal("InvalidParameterException", "Invalid email address format."),
  );
  await expect(remove("email")).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(verify("123456", "name")).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(askForCode("phone_number")).rejects.toMatchObject({ name: "InvalidParameterException" });
  expect(await attributesOf(testPool, AccessToken)).toEqual({ sub, email: EMAIL, email_verified: "true" });
});

test("a code can be asked for again, five times an hour, and goes to the address that waits for it", async () => {
  await start();
  await update({ email: NEW_EMAIL });
  testPool.events.length = 0;
  expect((await askForCode()).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  expect(testPool.events).toMatchObject([
    {
      triggerSource: "CustomMessage_VerifyUserAttribute",
      request: { clientMetadata: { channel: "web" } },
    },
  ]);
  await verify(testPool.code(NEW_EMAIL));
  for (let times = 1; times < 5; times++) await askForCode();
  await expect(askForCode()).rejects.toMatchObject(TOO_OFTEN);
});

test("a telephone number gets its code by text message", async () => {
  await start({ settings: { autoVerified: ["email", "phone_number"] } });
  expect((await update({ phone_number: "+4930901820" })).CodeDeliveryDetailsList).toEqual([
    { AttributeName: "phone_number", DeliveryMedium: "SMS", Destination: "+******1820" },
  ]);
  await verify(testPool.code("+4930901820"), "phone_number");
  expect(await attributesOf(testPool, AccessToken)).toMatchObject({ phone_number_verified: "true" });
});
