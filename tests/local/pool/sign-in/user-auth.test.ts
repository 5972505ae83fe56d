import {
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  ChangePasswordCommand,
  ConfirmSignUpCommand,
  GetUserAuthFactorsCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ClientSettings, PoolSettings } from "../../../../local/pool/settings";
import { updateUser } from "../../../../local/pool/users/users";
import { EMAIL, invite, join, PASSWORD, refusal, signUp, TOO_OFTEN, WRONG_PASSWORD, wrongCode } from "../ada";
import { createSrpClient } from "../srp-client";
import { type Handler, settings, startPool, type TestPool, WEB, webClient } from "../test-pool";

const NOBODY = "nobody@acme.example";
const PHONE = "+15550100123";
const EVERY_WAY = ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
const WRONG_CODE = refusal("CodeMismatchException", "Invalid code received for user");
const OVER = refusal("NotAuthorizedException", "Invalid session for the user.");

let testPool: TestPool;
let customMessage: Handler;

async function start(client: Partial<ClientSettings> = {}, changes: Partial<PoolSettings> = {}) {
  await testPool?.stop();
  customMessage = (event) => event;
  testPool = await startPool({
    settings: { firstFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"], ...changes },
    clients: [webClient({ authFlows: ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], ...client })],
    handlers: { CustomMessage: (event) => customMessage(event) },
  });
}
beforeEach(() => start());
afterAll(() => testPool.stop());

const begin = (username: string, parameters: Record<string, string> = {}, Session?: string) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: username, ...parameters },
      Session,
    }),
  );
const prefer = (username: string, way: string, parameters: Record<string, string> = {}) =>
  begin(username, { PREFERRED_CHALLENGE: way, ...parameters });
const answer = (
  { ChallengeName, Session }: Pick<InitiateAuthCommandOutput, "ChallengeName" | "Session">,
  responses: Record<string, string>,
  username = EMAIL,
) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: username, ...responses },
    }),
  );
const tokens = { AuthenticationResult: expect.objectContaining({ AccessToken: expect.any(String) }) };

test("whoever names no way is offered those of the pool, and chooses one", async () => {
  await join(testPool);
  const offered = await begin(EMAIL);
  expect(offered).toMatchObject({
    ChallengeName: "SELECT_CHALLENGE",
    Session: expect.any(String),
    AvailableChallenges: EVERY_WAY,
  });
  const asked = await answer(offered, { ANSWER: "EMAIL_OTP" });
  expect(asked).toMatchObject({
    ChallengeName: "EMAIL_OTP",
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
      CODE_DELIVERY_DESTINATION: "a***@a***",
    },
  });
  expect(await answer(asked, { EMAIL_OTP_CODE: testPool.code(EMAIL) })).toMatchObject(tokens);
});

test("a way that the pool does not have is answered with those that it has", async () => {
  await start({}, { firstFactors: ["PASSWORD", "EMAIL_OTP"] });
  await join(testPool);
  expect(await prefer(EMAIL, "WEB_AUTHN")).toMatchObject({
    ChallengeName: "SELECT_CHALLENGE",
    AvailableChallenges: ["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"],
  });
  await expect(prefer(EMAIL, "CARRIER_PIGEON")).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("a password is sent at once, with the choice, or when it is asked for", async () => {
  await join(testPool);
  expect(await prefer(EMAIL, "PASSWORD", { PASSWORD })).toMatchObject(tokens);
  expect(await answer(await begin(EMAIL), { ANSWER: "PASSWORD", PASSWORD })).toMatchObject(tokens);
  const asked = await prefer(EMAIL, "PASSWORD");
  expect(asked.ChallengeName).toBe("PASSWORD");
  expect(await answer(asked, { PASSWORD })).toMatchObject(tokens);
  await expect(answer(await begin(EMAIL), { ANSWER: "PASSWORD", PASSWORD: "wrong" })).rejects.toMatchObject(
    WRONG_PASSWORD,
  );
});

test("SRP goes on from the choice, or from the challenge that asks for it", async () => {
  await join(testPool);
  for (const asked of [await begin(EMAIL), await prefer(EMAIL, "PASSWORD_SRP")]) {
    const srp = createSrpClient(settings().id, PASSWORD, testPool.pool.now());
    const verifier = await answer(asked, { ANSWER: "PASSWORD_SRP", SRP_A: srp.SRP_A });
    expect(verifier.ChallengeName).toBe("PASSWORD_VERIFIER");
    expect(await answer(verifier, srp.prove(verifier.ChallengeParameters))).toMatchObject(tokens);
  }
});

test("an administrator starts the flow as an app does", async () => {
  await join(testPool);
  const { ChallengeName } = await testPool.client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: settings().id,
      ClientId: WEB,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: EMAIL, PREFERRED_CHALLENGE: "EMAIL_OTP" },
    }),
  );
  expect(ChallengeName).toBe("EMAIL_OTP");
});

test("a client that does not allow the flow cannot start it", async () => {
  await start({ authFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
  await expect(begin(EMAIL)).rejects.toMatchObject(
    refusal("InvalidParameterException", "USER_AUTH flow not enabled for this client"),
  );
});

test("a code leads in once, within its session, and after five wrong ones none does", async () => {
  await join(testPool);
  const asked = await prefer(EMAIL, "EMAIL_OTP");
  const code = testPool.code(EMAIL);
  await expect(answer(asked, { EMAIL_OTP_CODE: wrongCode(code) })).rejects.toMatchObject(WRONG_CODE);
  expect(await answer(asked, { EMAIL_OTP_CODE: code })).toMatchObject(tokens);
  await expect(answer(asked, { EMAIL_OTP_CODE: code })).rejects.toMatchObject(OVER);

  const guessed = await prefer(EMAIL, "EMAIL_OTP");
  for (let tries = 0; tries < 5; tries++)
    await expect(answer(guessed, { EMAIL_OTP_CODE: wrongCode(testPool.code(EMAIL)) })).rejects.toMatchObject(
      WRONG_CODE,
    );
  await expect(answer(guessed, { EMAIL_OTP_CODE: testPool.code(EMAIL) })).rejects.toMatchObject(OVER);

  const late = await prefer(EMAIL, "EMAIL_OTP");
  testPool.pass(181);
  await expect(answer(late, { EMAIL_OTP_CODE: testPool.code(EMAIL) })).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
});

test("nobody has more than twenty codes an hour sent, whether they exist or not", async () => {
  await join(testPool);
  for (const who of [EMAIL, NOBODY]) {
    for (let codes = 0; codes < 20; codes++) await prefer(who, "EMAIL_OTP");
    await expect(prefer(who, "EMAIL_OTP")).rejects.toMatchObject(TOO_OFTEN);
  }
});

test("the code of one person is none of another", async () => {
  await join(testPool);
  await join(testPool, { email: "bob@acme.example" });
  const asked = await prefer(EMAIL, "EMAIL_OTP");
  await expect(
    answer(asked, { EMAIL_OTP_CODE: testPool.code(EMAIL) }, "bob@acme.example"),
  ).rejects.toMatchObject(OVER);
});

test("the letter is custom-message's, and the pool's own without it", async () => {
  await start({}, { sendsThroughSes: true, signInEmail: { subject: "Come in", email: "It is {####}" } });
  await join(testPool);
  await prefer(EMAIL, "EMAIL_OTP");
  expect(testPool.pool.inbox.messages(EMAIL).at(-1)).toMatchObject({ subject: "Come in" });
  customMessage = (event) => ({
    ...event,
    response: { emailSubject: "Ours", emailMessage: "With {####}", smsMessage: "{####}" },
  });
  await prefer(EMAIL, "EMAIL_OTP");
  const { subject, body, code, occasion } = testPool.pool.inbox.messages(EMAIL).at(-1) ?? {};
  expect([subject, body, occasion]).toEqual(["Ours", `With ${code}`, "CustomMessage_Authentication"]);
});

test("a text message does the same for a proven number", async () => {
  const sub = await join(testPool);
  updateUser(testPool.pool, sub, ({ attributes }) => ({
    attributes: { ...attributes, phone_number: PHONE, phone_number_verified: "true" },
  }));
  const asked = await prefer(EMAIL, "SMS_OTP");
  expect(asked.ChallengeParameters?.CODE_DELIVERY_DESTINATION).toBe("+*******0123");
  expect(await answer(asked, { SMS_OTP_CODE: testPool.code(PHONE) })).toMatchObject(tokens);
});

describe("whom a code does not lead in", () => {
  const without = {
    "whoever is nobody": async () => NOBODY,
    "whoever has not confirmed": async () => {
      await signUp(testPool);
      return EMAIL;
    },
    "whoever has not proven the address": async () => {
      const sub = await join(testPool);
      updateUser(testPool.pool, sub, ({ attributes }) => ({
        attributes: { ...attributes, email_verified: "false" },
      }));
      return EMAIL;
    },
    "whoever has a temporary password": async () => {
      await invite(testPool);
      return EMAIL;
    },
    "whoever has to replace the password": async () => {
      updateUser(testPool.pool, await join(testPool), () => ({ status: "RESET_REQUIRED" }));
      return EMAIL;
    },
    "whoever has a second factor": async () => {
      updateUser(testPool.pool, await join(testPool), ({ mfa }) => ({
        mfa: { ...mfa, totpSecret: "JBSWY3DPEHPK3PXP", enabled: ["SOFTWARE_TOKEN_MFA"] },
      }));
      return EMAIL;
    },
  };
  /** What somebody hears who knows neither the mailbox nor the password. */
  async function heard(username: string) {
    const offered = await begin(username);
    const { Session: _, $metadata: __, ...shown } = await answer(offered, { ANSWER: "EMAIL_OTP" }, username);
    const sent = await prefer(username, "EMAIL_OTP");
    const passkey = await prefer(username, "WEB_AUTHN");
    const { challenge: ___, ...options } = JSON.parse(
      passkey.ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "",
    );
    const refused: unknown[] = [];
    for (let tries = 0; tries < 6; tries++)
      refused.push(await answer(sent, { EMAIL_OTP_CODE: "no code" }, username).catch(({ name }) => name));
    refused.push(await answer(passkey, { CREDENTIAL: '{"id":"x"}' }, username).catch(({ name }) => name));
    return {
      ways: offered.AvailableChallenges,
      shown: { ...shown, ChallengeParameters: Object.keys(shown.ChallengeParameters ?? {}) },
      options,
      refused,
    };
  }

  test.each(Object.entries(without))("%s hears what everybody hears, and gets nothing", async (_, given) => {
    await join(testPool, { email: "bob@acme.example" });
    const usual = await heard("bob@acme.example");
    const username = await given();
    const before = testPool.pool.inbox.messages().length;
    expect(await heard(username)).toEqual(usual);
    expect(testPool.pool.inbox.messages()).toHaveLength(before);
  });

  test("somebody who is disabled, or gets a second factor, after the code was sent is out", async () => {
    const sub = await join(testPool);
    const first = await prefer(EMAIL, "EMAIL_OTP");
    const code = testPool.code(EMAIL);
    updateUser(testPool.pool, sub, ({ mfa }) => ({
      mfa: { ...mfa, totpSecret: "JBSWY3DPEHPK3PXP", enabled: ["SOFTWARE_TOKEN_MFA"] },
    }));
    await expect(answer(first, { EMAIL_OTP_CODE: code })).rejects.toMatchObject(WRONG_PASSWORD);

    updateUser(testPool.pool, sub, ({ mfa }) => ({ mfa: { ...mfa, enabled: [] } }));
    const second = await prefer(EMAIL, "EMAIL_OTP");
    await testPool.client.send(new AdminDisableUserCommand({ UserPoolId: settings().id, Username: EMAIL }));
    await expect(answer(second, { EMAIL_OTP_CODE: testPool.code(EMAIL) })).rejects.toMatchObject(
      refusal("NotAuthorizedException", "User is disabled."),
    );
  });

  test("a client that hides nothing is told", async () => {
    await start({ hidesExistence: false });
    await expect(begin(NOBODY)).rejects.toMatchObject({ name: "UserNotFoundException" });
    const sub = await signUp(testPool);
    await expect(begin(EMAIL)).rejects.toMatchObject({ name: "UserNotConfirmedException" });
    updateUser(testPool.pool, sub, ({ attributes }) => ({
      status: "CONFIRMED",
      attributes: { ...attributes, email_verified: "true" },
    }));
    expect((await begin(EMAIL)).AvailableChallenges).toEqual(["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP"]);
    expect(await prefer(EMAIL, "WEB_AUTHN")).toMatchObject({ ChallengeName: "SELECT_CHALLENGE" });
  });
});

describe("without a password", () => {
  const signUpWithout = (attributes: Record<string, string> = {}) =>
    testPool.client.send(
      new SignUpCommand({
        ClientId: WEB,
        Username: EMAIL,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  const confirm = (Session?: string) =>
    testPool.client.send(
      new ConfirmSignUpCommand({
        ClientId: WEB,
        Username: EMAIL,
        ConfirmationCode: testPool.code(EMAIL),
        Session,
      }),
    );

  test("somebody signs up, confirms, and is signed in by the session of the confirmation", async () => {
    const { Session: signedUp } = await signUpWithout();
    const { Session: confirmed } = await confirm(signedUp);
    testPool.events.length = 0;
    const signedIn = await begin(EMAIL, {}, confirmed);
    expect(signedIn).toMatchObject(tokens);
    expect(testPool.sources()).toEqual([
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_Authentication",
    ]);
    await expect(begin(EMAIL, {}, confirmed)).rejects.toMatchObject(OVER);

    const { ConfiguredUserAuthFactors } = await testPool.client.send(
      new GetUserAuthFactorsCommand({ AccessToken: signedIn.AuthenticationResult?.AccessToken }),
    );
    expect(ConfiguredUserAuthFactors).toEqual(["EMAIL_OTP"]);
    await expect(prefer(EMAIL, "PASSWORD", { PASSWORD })).rejects.toMatchObject(WRONG_PASSWORD);
  });

  test("a person without a password sets the first one with their access token, and the next with it alone no more", async () => {
    const { Session: signedUp } = await signUpWithout();
    const { Session: confirmed } = await confirm(signedUp);
    const { AuthenticationResult } = await begin(EMAIL, {}, confirmed);
    const change = (ProposedPassword: string, PreviousPassword?: string) =>
      testPool.client.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          ProposedPassword,
          PreviousPassword,
        }),
      );
    await expect(change(PASSWORD, "Some-Horse-7")).rejects.toMatchObject(WRONG_PASSWORD);
    testPool.pass(60);
    await change(PASSWORD);
    expect(await prefer(EMAIL, "PASSWORD", { PASSWORD })).toMatchObject(tokens);
    await expect(change("Another-Horse-8")).rejects.toMatchObject(WRONG_PASSWORD);
    expect(await prefer(EMAIL, "PASSWORD", { PASSWORD })).toMatchObject(tokens);
  });

  test("the session of a sign-up signs nobody in, nor does that of a confirmation for somebody else, or late", async () => {
    const { Session: signedUp } = await signUpWithout();
    await expect(begin(EMAIL, {}, signedUp)).rejects.toMatchObject(OVER);
    await join(testPool, { email: "bob@acme.example" });
    const { Session: confirmed } = await confirm(signedUp);
    await expect(begin("bob@acme.example", {}, confirmed)).rejects.toMatchObject(OVER);

    const sub = await signUp(testPool, { email: "eve@acme.example" });
    const { Session: late } = await testPool.client.send(
      new ConfirmSignUpCommand({
        ClientId: WEB,
        Username: sub,
        ConfirmationCode: testPool.code("eve@acme.example"),
      }),
    );
    testPool.pass(181);
    await expect(begin("eve@acme.example", {}, late)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  test("a pool that sends no codes for signing in signs nobody in by one", async () => {
    await start({}, { firstFactors: ["PASSWORD", "WEB_AUTHN"] });
    await signUp(testPool);
    expect((await confirm()).Session).toBeUndefined();
  });

  test("a second factor that the pool requires is still asked for", async () => {
    await start({}, { mfa: "ON" });
    const { Session: signedUp } = await signUpWithout();
    const { Session: confirmed } = await confirm(signedUp);
    expect(await begin(EMAIL, {}, confirmed)).toMatchObject({ ChallengeName: "MFA_SETUP" });
  });

  test.each<[string, Partial<ClientSettings>, Partial<PoolSettings>]>([
    ["the pool sends no codes for signing in", {}, { firstFactors: ["PASSWORD", "WEB_AUTHN"] }],
    ["the pool does not verify the address", {}, { autoVerified: [] }],
    ["the client does not allow the flow", { authFlows: ["ALLOW_USER_PASSWORD_AUTH"] }, {}],
  ])("nobody signs up where %s", async (_, client, changes) => {
    await start(client, changes);
    await expect(signUpWithout()).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("'password' failed to satisfy constraint: Member must not be null"),
    });
  });
});
