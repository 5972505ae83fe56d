import { ResendConfirmationCodeCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  confirm,
  EMAIL,
  join,
  NO_CODE,
  refusal,
  signUp,
  TOO_OFTEN,
  tokensOf,
  WRONG_CODE,
  wrongCode,
} from "../ada";
import { startPool, type TestPool, WEB, webClient } from "../test-pool";

let testPool: TestPool;
const start = async (...options: Parameters<typeof startPool>) => {
  testPool = await startPool(...options);
};
afterEach(() => testPool.stop());

const resend = (Username = EMAIL, ClientMetadata?: Record<string, string>) =>
  testPool.client.send(new ResendConfirmationCodeCommand({ ClientId: WEB, Username, ClientMetadata }));

test("a code counts once", async () => {
  await start();
  await join(testPool);
  await expect(confirm(testPool)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
  );
});

test("a code of yesterday has expired", async () => {
  await start();
  await signUp(testPool);
  testPool.pass(24 * 3_600);
  await expect(confirm(testPool)).rejects.toMatchObject(NO_CODE);
});

test("after fifteen wrong tries not even the right code counts, but a new one does", async () => {
  await start();
  await signUp(testPool);
  const typed = wrongCode(testPool.code(EMAIL));
  for (let tries = 0; tries < 15; tries++)
    await expect(confirm(testPool, { typed })).rejects.toMatchObject(WRONG_CODE);
  await expect(confirm(testPool)).rejects.toMatchObject(TOO_OFTEN);
  await resend();
  await confirm(testPool);
});

test("a code that is sent again replaces the one before, with the occasion and the client's metadata", async () => {
  await start();
  await signUp(testPool);
  const before = testPool.code(EMAIL);
  const { CodeDeliveryDetails } = await resend(EMAIL, { channel: "web" });
  expect(CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  expect(testPool.events.at(-1)).toMatchObject({
    triggerSource: "CustomMessage_ResendCode",
    request: { clientMetadata: { channel: "web" } },
  });
  if (before !== testPool.code(EMAIL))
    await expect(confirm(testPool, { typed: before })).rejects.toMatchObject(WRONG_CODE);
  await confirm(testPool);
  await expect(resend()).rejects.toMatchObject(
    refusal("InvalidParameterException", "User is already confirmed."),
  );
});

test("five codes an hour and no more, whoever asks and whether they exist or not", async () => {
  await start();
  await signUp(testPool);
  for (const email of [EMAIL, "nobody@acme.example"]) {
    for (let times = 0; times < 5; times++) await resend(email);
    await expect(resend(email)).rejects.toMatchObject(TOO_OFTEN);
    await expect(resend(email.toUpperCase())).rejects.toMatchObject(TOO_OFTEN);
  }
  testPool.pass(3_600);
  await resend();
});

test("whoever is hidden is answered like somebody who exists; else not", async () => {
  await start();
  expect((await resend("nobody@acme.example")).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "n***@a***",
  });
  expect(testPool.sources()).toEqual([]);
  await testPool.stop();
  await start({ clients: [webClient({ hidesExistence: false })] });
  await expect(resend("nobody@acme.example")).rejects.toMatchObject(
    refusal("UserNotFoundException", "Username/client id combination not found."),
  );
});

test("people are found by their address in any case, and by their sub", async () => {
  await start();
  const sub = await join(testPool);
  await tokensOf(testPool, { email: "ADA@Acme.Example" });
  await tokensOf(testPool, { email: sub });
});
