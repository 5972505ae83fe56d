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

let test_: TestPool;
const start = async (...options: Parameters<typeof startPool>) => {
  test_ = await startPool(...options);
};
afterEach(() => test_.stop());

const resend = (Username = EMAIL, ClientMetadata?: Record<string, string>) =>
  test_.client.send(new ResendConfirmationCodeCommand({ ClientId: WEB, Username, ClientMetadata }));

test("a code counts once", async () => {
  await start();
  await join(test_);
  await expect(confirm(test_)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
  );
});

test("a code of yesterday has expired", async () => {
  await start();
  await signUp(test_);
  test_.pass(24 * 3_600);
  await expect(confirm(test_)).rejects.toMatchObject(NO_CODE);
});

test("after fifteen wrong tries not even the right code counts, but a new one does", async () => {
  await start();
  await signUp(test_);
  const typed = wrongCode(test_.code(EMAIL));
  for (let tries = 0; tries < 15; tries++)
    await expect(confirm(test_, { typed })).rejects.toMatchObject(WRONG_CODE);
  await expect(confirm(test_)).rejects.toMatchObject(TOO_OFTEN);
  await resend();
  await confirm(test_);
});

test("a code that is sent again replaces the one before, with the occasion and the client's metadata", async () => {
  await start();
  await signUp(test_);
  const before = test_.code(EMAIL);
  const { CodeDeliveryDetails } = await resend(EMAIL, { channel: "web" });
  expect(CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "a***@a***",
  });
  expect(test_.events.at(-1)).toMatchObject({
    triggerSource: "CustomMessage_ResendCode",
    request: { clientMetadata: { channel: "web" } },
  });
  if (before !== test_.code(EMAIL))
    await expect(confirm(test_, { typed: before })).rejects.toMatchObject(WRONG_CODE);
  await confirm(test_);
  await expect(resend()).rejects.toMatchObject(
    refusal("InvalidParameterException", "User is already confirmed."),
  );
});

test("five codes an hour and no more, whoever asks and whether they exist or not", async () => {
  await start();
  await signUp(test_);
  for (const email of [EMAIL, "nobody@acme.example"]) {
    for (let times = 0; times < 5; times++) await resend(email);
    await expect(resend(email)).rejects.toMatchObject(TOO_OFTEN);
    await expect(resend(email.toUpperCase())).rejects.toMatchObject(TOO_OFTEN);
  }
  test_.pass(3_600);
  await resend();
});

test("whoever is hidden is answered like somebody who exists; else not", async () => {
  await start();
  expect((await resend("nobody@acme.example")).CodeDeliveryDetails).toEqual({
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: "n***@a***",
  });
  expect(test_.sources()).toEqual([]);
  await test_.stop();
  await start({ clients: [webClient({ hidesExistence: false })] });
  await expect(resend("nobody@acme.example")).rejects.toMatchObject(
    refusal("UserNotFoundException", "Username/client id combination not found."),
  );
});

test("people are found by their address in any case, and by their sub", async () => {
  await start();
  const sub = await join(test_);
  await tokensOf(test_, { email: "ADA@Acme.Example" });
  await tokensOf(test_, { email: sub });
});
