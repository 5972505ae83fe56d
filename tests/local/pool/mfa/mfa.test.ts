import {
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ConfirmSignUpCommand,
  GetUserCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { totpOf } from "../../../../local/pool/mfa/totp";
import { userNamed } from "../../../../local/pool/users/users";
import { settings, startPool, type TestPool, WEB } from "../test-pool";

const PASSWORD = "Correct-Horse-7";
const EMAIL = "ada@acme.example";
const PHONE = "+4930123456";

let testPool: TestPool;
let username: string;
beforeEach(() => start({}));
afterEach(() => testPool.stop());

async function start(changes: NonNullable<Parameters<typeof startPool>[0]>["settings"]): Promise<void> {
  testPool = await startPool({ settings: changes });
  const { UserSub = "" } = await testPool.client.send(
    new SignUpCommand({
      ClientId: WEB,
      Username: EMAIL,
      Password: PASSWORD,
      UserAttributes: [{ Name: "phone_number", Value: PHONE }],
    }),
  );
  username = UserSub;
  await testPool.client.send(
    new ConfirmSignUpCommand({ ClientId: WEB, Username: EMAIL, ConfirmationCode: testPool.code(EMAIL) }),
  );
  testPool.events.length = 0;
}

const ada = () => ({ UserPoolId: settings().id, Username: username });

async function restart(changes: Parameters<typeof start>[0]): Promise<void> {
  await testPool.stop();
  await start(changes);
}

const signIn = () =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
    }),
  );

const respond = (
  ChallengeName: "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "SELECT_MFA_TYPE" | "MFA_SETUP",
  Session: string | undefined,
  responses: Record<string, string>,
  ClientMetadata?: Record<string, string>,
) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName,
      Session,
      ChallengeResponses: { USERNAME: EMAIL, ...responses },
      ClientMetadata,
    }),
  );

/** What an authenticator app shows. */
const codeOf = (secret: string, stepsAhead = 0) =>
  totpOf(secret, Math.floor(testPool.pool.now().getTime() / 30_000) + stepsAhead);

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

const accessToken = async () => (await signIn()).AuthenticationResult?.AccessToken;
const prefer = (AccessToken: string | undefined, settings: object) =>
  testPool.client.send(new SetUserMFAPreferenceCommand({ AccessToken, ...settings }));
const ENABLED = { Enabled: true, PreferredMfa: true };

/** Sets up an authenticator app and switches it on. */
async function setUpApp(settings = ENABLED): Promise<string> {
  const AccessToken = await accessToken();
  const { SecretCode = "" } = await testPool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await testPool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeOf(SecretCode) }));
  await prefer(AccessToken, { SoftwareTokenMfaSettings: settings });
  testPool.events.length = 0;
  testPool.pass(60);
  return SecretCode;
}

const WRONG_CODE = { name: "CodeMismatchException", message: "Invalid code received for user" };
const TOKENS = {
  AccessToken: expect.any(String),
  ExpiresIn: 3_600,
  IdToken: expect.any(String),
  RefreshToken: expect.any(String),
  TokenType: "Bearer",
};

test("codes are those of RFC 6238", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  const steps = [59, 1_111_111_109, 1_234_567_890, 20_000_000_000].map((time) => Math.floor(time / 30));
  expect(steps.map((step) => totpOf(secret, step))).toEqual(["287082", "081804", "005924", "353130"]);
});

test("an app is set up, asked for at the next sign-in, and completes it", async () => {
  const AccessToken = await accessToken();
  const associated = await testPool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  expect(associated).toMatchObject({ SecretCode: expect.stringMatching(/^[A-Z2-7]{52}$/) });
  const secret = associated.SecretCode ?? "";
  const UserCode = codeOf(secret);
  await expect(
    testPool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: wrong(UserCode) })),
  ).rejects.toMatchObject({
    name: "EnableSoftwareTokenMFAException",
    message: "Code mismatch and fail enable Software Token MFA",
  });
  const verified = await testPool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  expect(verified).toMatchObject({ Status: "SUCCESS" });
  await prefer(AccessToken, { SoftwareTokenMfaSettings: ENABLED });
  await expect(testPool.client.send(new GetUserCommand({ AccessToken }))).resolves.toMatchObject({
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA",
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
  });
  testPool.events.length = 0;
  testPool.pass(60);

  const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await signIn();
  expect({ ChallengeName, ChallengeParameters, AuthenticationResult }).toEqual({
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    ChallengeParameters: { USER_ID_FOR_SRP: username },
  });
  const answer = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) };
  const done = await respond("SOFTWARE_TOKEN_MFA", Session, answer, { from: "answer" });
  expect(done.AuthenticationResult).toEqual(TOKENS);
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  expect(testPool.events.map(({ request }) => request.clientMetadata)).toEqual([
    undefined,
    { from: "answer" },
    { from: "answer" },
  ]);
});

test("an app whose clock is one step off is right, two steps are wrong", async () => {
  const secret = await setUpApp();
  const { Session } = await signIn();
  for (const stepsAhead of [-2, 2])
    await expect(
      respond("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret, stepsAhead) }),
    ).rejects.toMatchObject(WRONG_CODE);
  const code = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret, 1) };
  await expect(respond("SOFTWARE_TOKEN_MFA", Session, code)).resolves.toMatchObject({
    AuthenticationResult: TOKENS,
  });
});

test("no code counts twice, and none that is older than the last", async () => {
  const secret = await setUpApp();
  const present = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) };
  await respond("SOFTWARE_TOKEN_MFA", (await signIn()).Session, present);
  const { Session } = await signIn();
  for (const code of [present, { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret, -1) }])
    await expect(respond("SOFTWARE_TOKEN_MFA", Session, code)).rejects.toMatchObject({
      name: "ExpiredCodeException",
      message: "Your software token has already been used once.",
    });
});

test("the code that ended the set-up does not sign in", async () => {
  const AccessToken = await accessToken();
  const { SecretCode = "" } = await testPool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const code = codeOf(SecretCode);
  await testPool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: code }));
  await prefer(AccessToken, { SoftwareTokenMfaSettings: ENABLED });
  const { Session } = await signIn();
  await expect(
    respond("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: code }),
  ).rejects.toMatchObject({ name: "ExpiredCodeException" });
});

test("five wrong codes end the session", async () => {
  const secret = await setUpApp();
  const { Session } = await signIn();
  const answer = { SOFTWARE_TOKEN_MFA_CODE: wrong(codeOf(secret, 5)) };
  for (let turn = 0; turn < 5; turn += 1)
    await expect(respond("SOFTWARE_TOKEN_MFA", Session, answer)).rejects.toMatchObject(WRONG_CODE);
  await expect(
    respond("SOFTWARE_TOKEN_MFA", Session, { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) }),
  ).rejects.toMatchObject({ name: "NotAuthorizedException", message: "Invalid session for the user." });
});

test("a session answers its own challenge only, once, and for its own person", async () => {
  const secret = await setUpApp();
  const invalid = { name: "NotAuthorizedException", message: "Invalid session for the user." };
  const first = (await signIn()).Session;
  await expect(respond("SMS_MFA", first, { SMS_MFA_CODE: "000000" })).rejects.toMatchObject(invalid);
  const second = (await signIn()).Session;
  const code = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) };
  await expect(
    respond("SOFTWARE_TOKEN_MFA", second, { ...code, USERNAME: "bob@acme.example" }),
  ).rejects.toMatchObject(invalid);
  const third = (await signIn()).Session;
  await respond("SOFTWARE_TOKEN_MFA", third, code);
  await expect(respond("SOFTWARE_TOKEN_MFA", third, code)).rejects.toMatchObject(invalid);
});

test("a secret that nobody has proven replaces none that somebody has", async () => {
  const secret = await setUpApp();
  const { Session } = await signIn();
  const { AuthenticationResult } = await respond("SOFTWARE_TOKEN_MFA", Session, {
    SOFTWARE_TOKEN_MFA_CODE: codeOf(secret),
  });
  const { AccessToken } = AuthenticationResult ?? {};
  await testPool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  testPool.pass(60);
  const again = (await signIn()).Session;
  await expect(
    respond("SOFTWARE_TOKEN_MFA", again, { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) }),
  ).resolves.toMatchObject({ AuthenticationResult: TOKENS });
});

test("a text message carries its code for as long as the session lasts", async () => {
  await restart({ mfaKinds: ["SMS_MFA"] });
  await prefer(await accessToken(), { SMSMfaSettings: ENABLED });
  testPool.events.length = 0;
  const { ChallengeName, ChallengeParameters, Session } = await signIn();
  expect({ ChallengeName, ChallengeParameters }).toEqual({
    ChallengeName: "SMS_MFA",
    ChallengeParameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: "SMS",
      CODE_DELIVERY_DESTINATION: "+******3456",
      USER_ID_FOR_SRP: username,
    },
  });
  expect(testPool.pool.inbox.messages(PHONE)).toEqual([
    {
      at: expect.any(String),
      medium: "SMS",
      to: PHONE,
      username,
      occasion: "CustomMessage_Authentication",
      code: testPool.code(PHONE),
      body: `Your code is ${testPool.code(PHONE)}`,
    },
  ]);
  await expect(
    respond("SMS_MFA", Session, { SMS_MFA_CODE: wrong(testPool.code(PHONE)) }),
  ).rejects.toMatchObject(WRONG_CODE);
  const done = await respond("SMS_MFA", Session, { SMS_MFA_CODE: testPool.code(PHONE) });
  expect(done.AuthenticationResult).toEqual(TOKENS);
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "CustomMessage_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  const { Session: late } = await signIn();
  testPool.pass(181);
  await expect(respond("SMS_MFA", late, { SMS_MFA_CODE: testPool.code(PHONE) })).rejects.toMatchObject({
    message: "Invalid session for the user, session is expired.",
  });
});

test("whoever has two factors and prefers none is asked which", async () => {
  await restart({ mfaKinds: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"] });
  await prefer(await accessToken(), { SMSMfaSettings: { Enabled: true, PreferredMfa: false } });
  testPool.pass(1);
  const sms = await signIn();
  const { AuthenticationResult } = await respond("SMS_MFA", sms.Session, {
    SMS_MFA_CODE: testPool.code(PHONE),
  });
  const { AccessToken } = AuthenticationResult ?? {};
  const { SecretCode = "" } = await testPool.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await testPool.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeOf(SecretCode) }));
  await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false } });
  testPool.pass(60);

  const { ChallengeName, ChallengeParameters, Session } = await signIn();
  expect({ ChallengeName, ChallengeParameters }).toEqual({
    ChallengeName: "SELECT_MFA_TYPE",
    ChallengeParameters: {
      MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","SMS_MFA"]',
      USER_ID_FOR_SRP: username,
    },
  });
  const chosen = await respond("SELECT_MFA_TYPE", Session, { ANSWER: "SOFTWARE_TOKEN_MFA" });
  expect(chosen.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  const done = await respond("SOFTWARE_TOKEN_MFA", chosen.Session, {
    SOFTWARE_TOKEN_MFA_CODE: codeOf(SecretCode),
  });
  expect(done.AuthenticationResult).toEqual(TOKENS);
});

test("where a second factor is required, the first sign-in sets it up", async () => {
  await restart({ mfa: "ON" });
  const { ChallengeName, ChallengeParameters, Session } = await signIn();
  expect({ ChallengeName, ChallengeParameters }).toEqual({
    ChallengeName: "MFA_SETUP",
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: username },
  });
  const associated = await testPool.client.send(new AssociateSoftwareTokenCommand({ Session }));
  const secret = associated.SecretCode ?? "";
  const UserCode = codeOf(secret);
  await expect(
    testPool.client.send(
      new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode: wrong(UserCode) }),
    ),
  ).rejects.toMatchObject({ name: "EnableSoftwareTokenMFAException" });
  const verified = await testPool.client.send(
    new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }),
  );
  expect(verified.Status).toBe("SUCCESS");
  const done = await respond("MFA_SETUP", verified.Session, {});
  expect(done.AuthenticationResult).toEqual(TOKENS);
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  await expect(signIn()).resolves.toMatchObject({ ChallengeName: "SOFTWARE_TOKEN_MFA" });
});

test("a set-up that is not finished completes no sign-in", async () => {
  await restart({ mfa: "ON" });
  const { Session } = await signIn();
  const associated = await testPool.client.send(new AssociateSoftwareTokenCommand({ Session }));
  await expect(respond("MFA_SETUP", associated.Session, {})).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Invalid session for the user.",
  });
});

describe.each<[string, () => Promise<unknown>]>([
  [
    "a new password",
    () =>
      testPool.client.send(
        new AdminSetUserPasswordCommand({ ...ada(), Password: "Another-Horse-8", Permanent: true }),
      ),
  ],
  ["a sign-out everywhere", () => testPool.client.send(new AdminUserGlobalSignOutCommand(ada()))],
])("%s ends a sign-in that waits for", (_, happens) => {
  const ENDED = { name: "NotAuthorizedException", message: "Invalid session for the user." };

  test("the code of an app", async () => {
    const secret = await setUpApp();
    const { Session } = await signIn();
    await happens();
    const code = { SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) };
    await expect(respond("SOFTWARE_TOKEN_MFA", Session, code)).rejects.toMatchObject(ENDED);
  });

  test("a second factor to be set up, and sets up none", async () => {
    await restart({ mfa: "ON" });
    const { Session } = await signIn();
    const associated = await testPool.client.send(new AssociateSoftwareTokenCommand({ Session }));
    await happens();
    const UserCode = codeOf(associated.SecretCode ?? "");
    const verify = new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode });
    await expect(testPool.client.send(verify)).rejects.toMatchObject(ENDED);
    expect(userNamed(testPool.pool, username)?.mfa.totpSecret).toBeUndefined();
  });

  test("a second factor that has been set up", async () => {
    await restart({ mfa: "ON" });
    const { Session } = await signIn();
    const associated = await testPool.client.send(new AssociateSoftwareTokenCommand({ Session }));
    const UserCode = codeOf(associated.SecretCode ?? "");
    const verified = await testPool.client.send(
      new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }),
    );
    await happens();
    await expect(respond("MFA_SETUP", verified.Session, {})).rejects.toMatchObject(ENDED);
  });
});

test("what is not set up cannot be preferred, and what is not mentioned stays", async () => {
  await restart({ mfaKinds: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"] });
  const AccessToken = await accessToken();
  await expect(prefer(AccessToken, { SoftwareTokenMfaSettings: ENABLED })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "User has not verified software token mfa",
  });
  await prefer(AccessToken, { SMSMfaSettings: ENABLED });
  await prefer(AccessToken, { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } });
  await expect(testPool.client.send(new GetUserCommand({ AccessToken }))).resolves.toMatchObject({
    PreferredMfaSetting: "SMS_MFA",
    UserMFASettingList: ["SMS_MFA"],
  });
});

test("administrators set preferences for others", async () => {
  const command = (settings: object) =>
    testPool.client.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: testPool.pool.settings.id,
        Username: EMAIL,
        ...settings,
      }),
    );
  await expect(command({ SoftwareTokenMfaSettings: ENABLED })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
  });
  await setUpApp();
  await command({ SoftwareTokenMfaSettings: { Enabled: false } });
  await expect(signIn()).resolves.toMatchObject({ AuthenticationResult: TOKENS });
});

test("the pool tells how it asks for second factors", async () => {
  const { $metadata: _, ...config } = await testPool.client.send(
    new GetUserPoolMfaConfigCommand({ UserPoolId: testPool.pool.settings.id }),
  );
  expect(config).toEqual({
    MfaConfiguration: "OPTIONAL",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
});
