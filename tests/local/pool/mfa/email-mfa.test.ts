import {
  type ChallengeNameType,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSettings } from "../../../../local/pool/settings";
import { updateUser } from "../../../../local/pool/users/users";
import { EMAIL, join, NEW_PASSWORD, PASSWORD, refusal, signIn, tokensOf, wrongCode } from "../ada";
import { type Handler, startPool, type TestPool, WEB, webClient } from "../test-pool";

const ON = { Enabled: true, PreferredMfa: true };
const TELEPHONE = "+15550100123";

let testPool: TestPool;
let sub: string;
let customMessage: Handler;
async function start(
  settings: Partial<PoolSettings> = {},
  clients: NonNullable<Parameters<typeof startPool>[0]>["clients"] = [webClient()],
) {
  customMessage = (event) => event;
  testPool = await startPool({
    settings: { mfaKinds: ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], sendsThroughSes: true, ...settings },
    clients,
    handlers: { CustomMessage: (event) => customMessage(event) },
  });
  sub = await join(testPool);
  testPool.events.length = 0;
}
afterEach(() => testPool.stop());

const prefer = (AccessToken: string) =>
  testPool.client.send(new SetUserMFAPreferenceCommand({ AccessToken, EmailMfaSettings: ON }));

async function switchOn(): Promise<void> {
  await prefer((await tokensOf(testPool)).AccessToken);
  testPool.events.length = 0;
}

const answer = (
  Session: string | undefined,
  code: string,
  name = "EMAIL_OTP_CODE",
  ChallengeName: ChallengeNameType = "EMAIL_OTP",
) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: EMAIL, [name]: code },
    }),
  );

const newest = () => testPool.pool.inbox.messages(EMAIL).at(-1);

test("a code goes to the proven address after the password, and counts once", async () => {
  await start();
  await switchOn();
  const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await signIn(testPool);
  expect({ ChallengeName, ChallengeParameters, AuthenticationResult }).toEqual({
    ChallengeName: "EMAIL_OTP",
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
      CODE_DELIVERY_DESTINATION: "a***@a***",
      USER_ID_FOR_SRP: sub,
    },
  });
  const code = testPool.code(EMAIL);
  expect(newest()).toMatchObject({ subject: "Your sign-in code", body: `Your sign-in code is ${code}` });
  await expect(answer(Session, wrongCode(code))).rejects.toMatchObject({ name: "CodeMismatchException" });
  await expect(answer(Session, code, "SMS_MFA_CODE")).rejects.toMatchObject({
    name: "InvalidParameterException",
  });
  expect((await answer(Session, code)).AuthenticationResult?.AccessToken).toEqual(expect.any(String));
  await expect(answer(Session, code)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "CustomMessage_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
});

test("custom-message writes it, if it wants to", async () => {
  await start();
  await switchOn();
  customMessage = (event) => ({
    ...event,
    response: { smsMessage: null, emailSubject: "Acme", emailMessage: "It is {####}" },
  });
  await signIn(testPool);
  expect(newest()).toMatchObject({ subject: "Acme", body: `It is ${testPool.code(EMAIL)}` });
});

test("only a pool with such codes, and only a proven address, can have them switched on", async () => {
  await start({ mfaKinds: ["SOFTWARE_TOKEN_MFA"] });
  await expect(prefer((await tokensOf(testPool)).AccessToken)).rejects.toMatchObject(
    refusal("InvalidParameterException", "EMAIL_OTP is not enabled for the user pool."),
  );
  await testPool.stop();
  await start();
  const { AccessToken } = await tokensOf(testPool);
  updateUser(testPool.pool, sub, ({ attributes }) => ({
    attributes: { ...attributes, email_verified: "false" },
  }));
  await expect(prefer(AccessToken)).rejects.toMatchObject(
    refusal("InvalidParameterException", "User does not have a verified email set to turn on EMAIL_OTP"),
  );
});

test("where a second factor is required, whoever has no other gets the code", async () => {
  await start({ mfa: "ON" });
  const { ChallengeName, Session } = await signIn(testPool);
  expect(ChallengeName).toBe("EMAIL_OTP");
  await answer(Session, testPool.code(EMAIL));
});

describe("where people also sign in by e-mail alone", () => {
  const begin = (parameters: Record<string, string>) =>
    testPool.client.send(
      new InitiateAuthCommand({
        ClientId: WEB,
        AuthFlow: "USER_AUTH",
        AuthParameters: { USERNAME: EMAIL, ...parameters },
      }),
    );
  const byCode = () => begin({ PREFERRED_CHALLENGE: "EMAIL_OTP" });
  const byPassword = () => begin({ PREFERRED_CHALLENGE: "PASSWORD", PASSWORD });
  const OVER = refusal("NotAuthorizedException", "Invalid session for the user.");
  beforeEach(() =>
    start({ firstFactors: ["PASSWORD", "EMAIL_OTP"] }, [
      webClient({ authFlows: ["ALLOW_USER_AUTH", "ALLOW_USER_PASSWORD_AUTH"] }),
    ]),
  );

  test("the code of the one is none of the other, and no first factor stands for both", async () => {
    const first = await byCode();
    const firstCode = testPool.code(EMAIL);
    await switchOn();
    const second = await byPassword();
    const secondCode = testPool.code(EMAIL);
    expect([first.ChallengeName, second.ChallengeName]).toEqual(["EMAIL_OTP", "EMAIL_OTP"]);
    for (const [session, code] of [
      [first.Session, secondCode],
      [second.Session, firstCode],
    ])
      await expect(answer(session, code ?? "")).rejects.toMatchObject({ name: "CodeMismatchException" });
    await expect(answer(first.Session, firstCode)).rejects.toMatchObject({ name: "NotAuthorizedException" });
    expect((await answer(second.Session, secondCode)).AuthenticationResult).toBeDefined();
  });

  test("whoever has the second factor is sent no code as the first", async () => {
    await switchOn();
    const sent = testPool.pool.inbox.messages(EMAIL).length;
    const { ChallengeName, Session } = await byCode();
    expect([ChallengeName, testPool.pool.inbox.messages(EMAIL).length]).toEqual(["EMAIL_OTP", sent]);
    await expect(answer(Session, "12345678")).rejects.toMatchObject({ name: "CodeMismatchException" });
  });

  test("an answer of another name ends the sign-in", async () => {
    await switchOn();
    for (const [code, name] of [
      ["SMS_MFA_CODE", "SMS_MFA"],
      ["SMS_OTP_CODE", "SMS_OTP"],
    ] as const) {
      const { Session } = await byPassword();
      await expect(answer(Session, testPool.code(EMAIL), code, name)).rejects.toMatchObject(OVER);
      await expect(answer(Session, testPool.code(EMAIL))).rejects.toMatchObject(OVER);
    }
  });
});

test("nobody recovers by the address that their second factor goes to", async () => {
  await start();
  await switchOn();
  const before = testPool.pool.inbox.messages(EMAIL).length;
  const forget = () => testPool.client.send(new ForgotPasswordCommand({ ClientId: WEB, Username: EMAIL }));
  await forget().catch(() => {});
  expect(testPool.pool.inbox.messages(EMAIL)).toHaveLength(before);
  updateUser(testPool.pool, sub, ({ attributes }) => ({
    attributes: { ...attributes, phone_number: TELEPHONE, phone_number_verified: "true" },
  }));
  expect((await forget()).CodeDeliveryDetails?.DeliveryMedium).toBe("SMS");
  await testPool.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: WEB,
      Username: EMAIL,
      ConfirmationCode: testPool.code(TELEPHONE),
      Password: NEW_PASSWORD,
    }),
  );
});

test("the pool tells how it writes", async () => {
  await start();
  const { EmailMfaConfiguration } = await testPool.client.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: testPool.pool.settings.id }),
  );
  expect(EmailMfaConfiguration).toEqual({
    Subject: "Your sign-in code",
    Message: "Your sign-in code is {####}",
  });
});
