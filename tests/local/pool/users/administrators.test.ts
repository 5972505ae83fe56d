import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminResetUserPasswordCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSettings } from "../../../../local/pool/settings";
import { type Handler, startPool, type TestPool, WEB, webClient } from "../test-pool";

const EMAIL = "emmy@acme.example";
const TEMPORARY = "Temporary-Horse-7";
const OWN = "Own-Horse-77777";
const POOL = "eu-central-1_TestPool1";
const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const NOW = new Date("2026-05-01T12:00:00Z");
const who = { UserPoolId: POOL, Username: EMAIL };

let testPool: TestPool;
const start = async (settings: Partial<PoolSettings> = {}, handlers: Record<string, Handler> = {}) => {
  testPool = await startPool({
    settings,
    handlers,
    clients: [
      webClient({
        authFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    ],
  });
};
beforeEach(() => start());
afterEach(() => testPool.stop());

const create = (changes: Partial<AdminCreateUserCommandInput> = {}) =>
  testPool.client.send(
    new AdminCreateUserCommand({
      ...who,
      TemporaryPassword: TEMPORARY,
      DesiredDeliveryMediums: ["EMAIL"],
      UserAttributes: [
        { Name: "email", Value: EMAIL },
        { Name: "email_verified", Value: "true" },
        { Name: "custom:tenant_id", Value: "acme" },
      ],
      ...changes,
    }),
  );
const signIn = (PASSWORD: string, ClientMetadata?: Record<string, string>) =>
  testPool.client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: POOL,
      ClientId: WEB,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
      ClientMetadata,
    }),
  );
const details = async () => {
  const { $metadata: _, ...user } = await testPool.client.send(new AdminGetUserCommand(who));
  return user;
};
const attributes = async () =>
  Object.fromEntries(((await details()).UserAttributes ?? []).map(({ Name, Value }) => [Name, Value]));
const permanent = async () => {
  await create({ MessageAction: "SUPPRESS" });
  await testPool.client.send(new AdminSetUserPasswordCommand({ ...who, Password: OWN, Permanent: true }));
};
const accessToken = async () => (await signIn(OWN)).AuthenticationResult?.AccessToken;

test("administrators sign their requests, and apps need not", async () => {
  const call = (operation: string, headers: Record<string, string>) =>
    fetch(testPool.endpoint, {
      method: "POST",
      headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`, ...headers },
      body: JSON.stringify(who),
    });
  const typeOf = async (response: Response) => ((await response.json()) as { __type: string }).__type;
  const unsigned = await call("AdminGetUser", {});
  expect(unsigned.status).toBe(400);
  expect(await unsigned.json()).toEqual({
    __type: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token",
  });
  const bearer = await call("AdminGetUser", { authorization: "Bearer abc" });
  expect(await typeOf(bearer)).toBe("MissingAuthenticationTokenException");
  const signed = await call("AdminGetUser", { authorization: "AWS4-HMAC-SHA256 Credential=any" });
  expect(await typeOf(signed)).toBe("UserNotFoundException");
  expect(await typeOf(await call("GetUser", {}))).toBe("InvalidParameterException");
});

test("an operation names its own pool", async () => {
  const other = new AdminGetUserCommand({ ...who, UserPoolId: "eu-central-1_Other" });
  await expect(testPool.client.send(other)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "User pool eu-central-1_Other does not exist.",
  });
});

describe("AdminCreateUser", () => {
  test("creates somebody who has to choose a password, and invites them", async () => {
    const { User } = await create({
      ClientMetadata: { locale: "de" },
      ValidationData: [{ Name: "ticket", Value: "7" }],
    });
    expect(User).toEqual({
      Username: UUID,
      Attributes: [
        { Name: "email", Value: EMAIL },
        { Name: "email_verified", Value: "true" },
        { Name: "custom:tenant_id", Value: "acme" },
        { Name: "sub", Value: User?.Username },
      ],
      UserCreateDate: NOW,
      UserLastModifiedDate: NOW,
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
    });
    expect(testPool.sources()).toEqual(["PreSignUp_AdminCreateUser", "CustomMessage_AdminCreateUser"]);
    const [preSignUp, customMessage] = testPool.events;
    const given = { email: EMAIL, email_verified: "true", "custom:tenant_id": "acme" };
    expect(preSignUp).toEqual({
      version: "1",
      triggerSource: "PreSignUp_AdminCreateUser",
      region: "eu-central-1",
      userPoolId: POOL,
      userName: User?.Username,
      callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "CLIENT_ID_NOT_APPLICABLE" },
      request: {
        userAttributes: { ...given, "cognito:user_status": "FORCE_CHANGE_PASSWORD" },
        validationData: { ticket: "7" },
        clientMetadata: { locale: "de" },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    });
    expect(customMessage?.callerContext.clientId).toBe("CLIENT_ID_NOT_APPLICABLE");
    expect(customMessage?.request).toMatchObject({
      userAttributes: { ...given, sub: User?.Username, "cognito:user_status": "FORCE_CHANGE_PASSWORD" },
      codeParameter: "{####}",
      usernameParameter: "{username}",
      clientMetadata: { locale: "de" },
    });
    expect(testPool.pool.inbox.messages(EMAIL)).toEqual([
      {
        at: NOW.toISOString(),
        medium: "EMAIL",
        to: EMAIL,
        username: User?.Username,
        occasion: "CustomMessage_AdminCreateUser",
        subject: "Welcome",
        body: `You are ${EMAIL}, your password is ${TEMPORARY}`,
        code: TEMPORARY,
      },
    ]);
  });

  test("what pre sign-up would confirm or verify does not count", async () => {
    await testPool.stop();
    await start(
      {},
      {
        PreSignUp: (event) => ({
          ...event,
          response: { autoConfirmUser: true, autoVerifyEmail: true, autoVerifyPhone: true },
        }),
      },
    );
    const { User } = await create({ UserAttributes: [] });
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(User?.Attributes).toEqual([
      { Name: "email", Value: EMAIL },
      { Name: "sub", Value: User?.Username },
    ]);
    expect(testPool.sources()).not.toContain("PostConfirmation_ConfirmSignUp");
  });

  test("nobody is created whom pre sign-up refuses", async () => {
    await testPool.stop();
    await start(
      {},
      {
        PreSignUp: () => {
          throw new Error("No room");
        },
      },
    );
    await expect(create()).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "PreSignUp failed with error No room.",
    });
    await expect(details()).rejects.toMatchObject({
      name: "UserNotFoundException",
      message: "User does not exist.",
    });
  });

  test("an address has one owner, also when two are created at once", async () => {
    const exists = { name: "UsernameExistsException", message: "User account already exists" };
    const both = await Promise.allSettled([create(), create()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(create({ Username: EMAIL.toUpperCase(), UserAttributes: [] })).rejects.toMatchObject(exists);
    await expect(create({ ForceAliasCreation: true })).rejects.toMatchObject(exists);
  });

  test("a suppressed message runs no message trigger", async () => {
    await create({ MessageAction: "SUPPRESS" });
    expect(testPool.sources()).toEqual(["PreSignUp_AdminCreateUser"]);
    expect(testPool.pool.inbox.messages()).toEqual([]);
  });

  test("a message goes by every medium that is wished for, and its trigger is asked once", async () => {
    await create({
      DesiredDeliveryMediums: ["EMAIL", "SMS"],
      UserAttributes: [{ Name: "phone_number", Value: "+4366412345678" }],
    });
    expect(testPool.sources()).toEqual(["PreSignUp_AdminCreateUser", "CustomMessage_AdminCreateUser"]);
    expect(testPool.pool.inbox.messages().map(({ medium, to, body }) => ({ medium, to, body }))).toEqual([
      { medium: "EMAIL", to: EMAIL, body: `You are ${EMAIL}, your password is ${TEMPORARY}` },
      { medium: "SMS", to: "+4366412345678", body: `${EMAIL} ${TEMPORARY}` },
    ]);
  });

  test("a medium needs its address, before anybody is created", async () => {
    await expect(create({ DesiredDeliveryMediums: ["SMS"] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "No phone_number provided but desired delivery medium was SMS",
    });
    expect(testPool.sources()).toEqual([]);
  });

  test("a generated password conforms to the policy", async () => {
    await testPool.stop();
    const passwordPolicy = {
      minimumLength: 40,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 1,
    };
    await start({ passwordPolicy });
    await create({ TemporaryPassword: undefined });
    const generated = testPool.code(EMAIL);
    for (const rule of [/^.{40}$/, /[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/])
      expect(generated).toMatch(rule);
    expect(testPool.pool.inbox.messages().at(-1)?.body).toBe(
      `You are ${EMAIL}, your password is ${generated}`,
    );
    expect((await signIn(generated)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  test("a given password conforms to the policy as well", async () => {
    await expect(create({ TemporaryPassword: "short" })).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password not long enough",
    });
  });

  test.each([
    [{ Username: "emmy" }, "Username should be an email."],
    [
      { UserAttributes: [{ Name: "email", Value: "other@acme.example" }] },
      "Username and email attribute do not match.",
    ],
    [
      { UserAttributes: [{ Name: "custom:unknown", Value: "x" }] },
      "Attributes did not conform to the schema: custom:unknown: Attribute does not exist in the schema.\n",
    ],
    [
      { UserAttributes: [{ Name: "phone_number_verified", Value: "true" }] },
      "phone_number_verified requires a phone_number.",
    ],
    [
      { MessageAction: "SHOUT" as "RESEND" },
      "1 validation error detected: Value 'SHOUT' at 'messageAction' failed to satisfy constraint: Member must satisfy enum value set: [RESEND, SUPPRESS]",
    ],
  ])("refuses %j", async (changes, message) => {
    await expect(create(changes)).rejects.toMatchObject({ name: "InvalidParameterException", message });
  });

  test("the temporary password ends with the days of the policy, and a second invitation begins anew", async () => {
    await create();
    testPool.pass(7 * 86_400);
    await expect(signIn(TEMPORARY)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Temporary password has expired and must be reset by an administrator.",
    });
    const { User } = await create({ MessageAction: "RESEND", TemporaryPassword: OWN });
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(User?.UserLastModifiedDate).toEqual(new Date("2026-05-08T12:00:00Z"));
    expect(testPool.code(EMAIL)).toBe(OWN);
    expect(testPool.sources().filter((source) => source.startsWith("PreSignUp"))).toHaveLength(1);
    expect((await signIn(OWN)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    await expect(signIn(TEMPORARY)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("an invitation that cannot be sent changes no password", async () => {
    await create();
    const again = create({
      MessageAction: "RESEND",
      TemporaryPassword: OWN,
      DesiredDeliveryMediums: ["SMS"],
    });
    await expect(again).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect((await signIn(TEMPORARY)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
  });

  test("an invitation that its trigger refuses leaves the person created", async () => {
    await testPool.stop();
    await start(
      {},
      {
        CustomMessage: () => {
          throw new Error("No words");
        },
      },
    );
    await expect(create()).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message: "CustomMessage failed with error No words.",
    });
    expect((await details()).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(testPool.pool.inbox.messages()).toEqual([]);
  });

  test("nobody is invited again who is unknown, or has come", async () => {
    await expect(create({ MessageAction: "RESEND" })).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    await permanent();
    await expect(create({ MessageAction: "RESEND" })).rejects.toMatchObject({
      name: "UnsupportedUserStateException",
      message: `Resend not possible. ${EMAIL} status is not FORCE_CHANGE_PASSWORD`,
    });
  });
});

test("whoever was invited chooses a password at the first sign-in; post confirmation never runs", async () => {
  await create();
  const challenge = await signIn(TEMPORARY, { from: "console" });
  expect(challenge).toMatchObject({
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    ChallengeParameters: { requiredAttributes: "[]" },
  });
  const { AuthenticationResult } = await testPool.client.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: POOL,
      ClientId: WEB,
      ChallengeName: "NEW_PASSWORD_REQUIRED",
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: OWN },
      ClientMetadata: { first: "time" },
    }),
  );
  expect(AuthenticationResult).toEqual({
    AccessToken: expect.any(String),
    IdToken: expect.any(String),
    RefreshToken: expect.any(String),
    ExpiresIn: 3_600,
    TokenType: "Bearer",
  });
  expect(testPool.sources()).toEqual([
    "PreSignUp_AdminCreateUser",
    "CustomMessage_AdminCreateUser",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_NewPasswordChallenge",
  ]);
  const [, , preAuthentication, postAuthentication, tokens] = testPool.events;
  expect(preAuthentication?.callerContext.clientId).toBe(WEB);
  expect(preAuthentication?.request.validationData).toEqual({ from: "console" });
  for (const event of [postAuthentication, tokens]) {
    expect(event?.callerContext.clientId).toBe(WEB);
    expect(event?.request.clientMetadata).toEqual({ first: "time" });
  }
  expect((await details()).UserStatus).toBe("CONFIRMED");
});

describe("AdminInitiateAuth", () => {
  const initiate = (AuthFlow: "USER_PASSWORD_AUTH" | "CUSTOM_AUTH" | "REFRESH_TOKEN_AUTH", token = "") =>
    testPool.client.send(
      new AdminInitiateAuthCommand({
        UserPoolId: POOL,
        ClientId: WEB,
        AuthFlow,
        AuthParameters: { USERNAME: EMAIL, PASSWORD: OWN, REFRESH_TOKEN: token },
      }),
    );

  test("the flow of apps is refused", async () => {
    await expect(initiate("USER_PASSWORD_AUTH")).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Initiate Auth method not supported.",
    });
  });

  test("the client has to allow the flow", async () => {
    await testPool.stop();
    testPool = await startPool();
    await expect(signIn(OWN)).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "ADMIN_USER_PASSWORD_AUTH flow not enabled for this client",
    });
  });

  test("renews a sign-in", async () => {
    await permanent();
    const { AuthenticationResult } = await signIn(OWN);
    const renewed = await initiate("REFRESH_TOKEN_AUTH", AuthenticationResult?.RefreshToken);
    expect(renewed.AuthenticationResult).toEqual({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
      ExpiresIn: 3_600,
      TokenType: "Bearer",
    });
    expect(testPool.sources().at(-1)).toBe("TokenGeneration_RefreshTokens");
  });

  test("somebody unknown is migrated", async () => {
    await testPool.stop();
    await start(
      {},
      {
        UserMigration: (event) => ({
          ...event,
          response: { userAttributes: { email: EMAIL }, finalUserStatus: "CONFIRMED" },
        }),
      },
    );
    expect((await signIn(OWN, { from: "console" })).AuthenticationResult?.IdToken).toEqual(
      expect.any(String),
    );
    expect(testPool.sources()).toEqual([
      "UserMigration_Authentication",
      "PreSignUp_AdminCreateUser",
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_Authentication",
    ]);
    expect(testPool.events[0]?.request).toMatchObject({ password: OWN, validationData: { from: "console" } });
  });
});

test("a person is told with all that is known of them", async () => {
  await permanent();
  testPool.pass(1);
  await testPool.client.send(new AdminDisableUserCommand(who));
  const { Username } = await details();
  expect(await details()).toEqual({
    Username: UUID,
    UserAttributes: [
      { Name: "email", Value: EMAIL },
      { Name: "email_verified", Value: "true" },
      { Name: "custom:tenant_id", Value: "acme" },
      { Name: "sub", Value: Username },
    ],
    UserCreateDate: NOW,
    UserLastModifiedDate: new Date("2026-05-01T12:00:01Z"),
    Enabled: false,
    UserStatus: "CONFIRMED",
  });
});

describe("AdminSetUserPassword", () => {
  const set = (Password: string, Permanent?: boolean) =>
    testPool.client.send(new AdminSetUserPasswordCommand({ ...who, Password, Permanent }));

  test("a permanent password confirms, and runs no trigger", async () => {
    await permanent();
    expect((await details()).UserStatus).toBe("CONFIRMED");
    expect(testPool.sources()).toEqual(["PreSignUp_AdminCreateUser"]);
    testPool.pass(365 * 86_400);
    expect((await signIn(OWN)).AuthenticationResult).toBeDefined();
  });

  test("any other is temporary", async () => {
    await permanent();
    await set(TEMPORARY);
    expect((await details()).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect((await signIn(TEMPORARY)).ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    testPool.pass(7 * 86_400);
    await expect(signIn(TEMPORARY)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  test("the policy holds", async () => {
    await permanent();
    await expect(set("only-lower-case-1", true)).rejects.toMatchObject({
      name: "InvalidPasswordException",
      message: "Password did not conform with policy: Password must have uppercase characters",
    });
  });
});

test("an administrator confirms the account, not the address", async () => {
  await testPool.client.send(new SignUpCommand({ ClientId: WEB, Username: EMAIL, Password: OWN }));
  const confirm = () =>
    testPool.client.send(new AdminConfirmSignUpCommand({ ...who, ClientMetadata: { by: "support" } }));
  await confirm();
  expect(testPool.sources().at(-1)).toBe("PostConfirmation_ConfirmSignUp");
  expect(testPool.events.at(-1)).toMatchObject({
    callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
    request: {
      userAttributes: { email: EMAIL, email_verified: "false", "cognito:user_status": "CONFIRMED" },
      clientMetadata: { by: "support" },
    },
  });
  expect((await attributes()).email_verified).toBe("false");
  await expect(confirm()).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "User cannot be confirmed. Current status is CONFIRMED",
  });
});

describe("attributes", () => {
  const update = (changes: Record<string, string>) =>
    testPool.client.send(
      new AdminUpdateUserAttributesCommand({
        ...who,
        UserAttributes: Object.entries(changes).map(([Name, Value]) => ({ Name, Value })),
        ClientMetadata: { by: "support" },
      }),
    );
  const remove = (...UserAttributeNames: string[]) =>
    testPool.client.send(new AdminDeleteUserAttributesCommand({ ...who, UserAttributeNames }));
  beforeEach(() => permanent());

  test("are written, and deleted by an empty value or by name", async () => {
    await update({ name: "Emmy Noether", locale: "de", phone_number: "+4366412345678" });
    expect(await attributes()).toMatchObject({
      name: "Emmy Noether",
      locale: "de",
      phone_number_verified: "false",
    });
    await update({ locale: "" });
    await remove("name", "phone_number");
    expect(await attributes()).toEqual({
      sub: expect.any(String),
      email: EMAIL,
      email_verified: "true",
      "custom:tenant_id": "acme",
    });
    expect(testPool.sources()).toEqual(["PreSignUp_AdminCreateUser"]);
  });

  test.each(["true", "True", "TRUE"])(
    "an address that is verified as %s counts at once",
    async (verified) => {
      await update({ email: "emmy@noether.example", email_verified: verified });
      await expect(details()).rejects.toMatchObject({ name: "UserNotFoundException" });
      expect(testPool.pool.inbox.messages()).toEqual([]);
      const moved = await testPool.client.send(
        new AdminGetUserCommand({ UserPoolId: POOL, Username: "emmy@noether.example" }),
      );
      expect(moved.UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
    },
  );

  test.each(["yes", "1", " true"])("%j does not say whether an address is verified", async (verified) => {
    await expect(update({ email_verified: verified })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Invalid value for attribute email_verified.",
    });
  });

  test("any other address waits for its code, and the one before counts until then", async () => {
    await update({ email: "emmy@noether.example" });
    expect(await attributes()).toMatchObject({ email: EMAIL, email_verified: "true" });
    expect(testPool.sources().at(-1)).toBe("CustomMessage_UpdateUserAttribute");
    expect(testPool.events.at(-1)).toMatchObject({
      callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
      request: { clientMetadata: { by: "support" } },
    });
    expect(testPool.code("emmy@noether.example")).toMatch(/^\d{6}$/);
  });

  test("where the pool does not wait, the new address counts, unverified", async () => {
    await testPool.stop();
    await start({ verifiedBeforeUpdate: [] });
    await permanent();
    await update({ email: "emmy@noether.example" });
    const { users } = testPool.pool;
    expect(
      users.values().map(({ attributes: { email, email_verified } }) => [email, email_verified]),
    ).toEqual([["emmy@noether.example", "false"]]);
    expect(testPool.code("emmy@noether.example")).toMatch(/^\d{6}$/);
  });

  test("an address of somebody else is refused", async () => {
    const other = "lise@acme.example";
    await create({ Username: other, UserAttributes: [], MessageAction: "SUPPRESS" });
    await expect(update({ email: other, email_verified: "true" })).rejects.toMatchObject({
      name: "AliasExistsException",
      message: "An account with the email already exists.",
    });
  });

  test.each([
    [
      { "custom:tenant_id": "other" },
      "user.custom:tenant_id: Attribute cannot be updated. Attribute is immutable and cannot be changed.",
    ],
    [{ email: "" }, "Attributes did not conform to the schema: email: The attribute email is required\n"],
    [{ sub: "x" }, "Attribute sub cannot be set: it is set by the service."],
    [{ phone_number_verified: "true" }, "phone_number_verified requires a value of phone_number."],
  ])("%j is refused and changes nothing", async (changes, message) => {
    const before = await attributes();
    await expect(update({ name: "Emmy", ...changes })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message,
    });
    expect(await attributes()).toEqual(before);
  });

  test("a required attribute cannot be deleted", async () => {
    await expect(remove("email")).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("AdminResetUserPassword", () => {
  const reset = () =>
    testPool.client.send(new AdminResetUserPasswordCommand({ ...who, ClientMetadata: { by: "support" } }));

  test("ends the password, and sends a code for a new one", async () => {
    await permanent();
    await reset();
    expect((await details()).UserStatus).toBe("RESET_REQUIRED");
    expect(testPool.sources().at(-1)).toBe("CustomMessage_ForgotPassword");
    expect(testPool.events.at(-1)).toMatchObject({
      callerContext: { clientId: "CLIENT_ID_NOT_APPLICABLE" },
      request: { clientMetadata: { by: "support" } },
    });
    expect(testPool.code(EMAIL)).toMatch(/^\d{6}$/);
    await expect(signIn(OWN)).rejects.toMatchObject({
      name: "PasswordResetRequiredException",
      message: "Password reset required for the user",
    });
  });

  test("is not for somebody who is disabled", async () => {
    await permanent();
    await testPool.client.send(new AdminDisableUserCommand(who));
    await expect(reset()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User is disabled",
    });
    expect((await details()).UserStatus).toBe("CONFIRMED");
  });

  test("needs a proven address", async () => {
    await permanent();
    await testPool.client.send(
      new AdminUpdateUserAttributesCommand({
        ...who,
        UserAttributes: [{ Name: "email_verified", Value: "false" }],
      }),
    );
    await expect(reset()).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot reset password for the user as there is no registered/verified email or phone_number",
    });
    expect((await details()).UserStatus).toBe("CONFIRMED");
  });

  test("is not for somebody who has not come yet", async () => {
    await create();
    await expect(reset()).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "User password cannot be reset in the current state.",
    });
  });
});

test("somebody disabled is out, and tokens of before do not return with them", async () => {
  await permanent();
  const token = await accessToken();
  await testPool.client.send(new AdminDisableUserCommand(who));
  const disabled = { name: "NotAuthorizedException", message: "User is disabled." };
  await expect(signIn(OWN)).rejects.toMatchObject(disabled);
  await testPool.client.send(new AdminEnableUserCommand(who));
  await expect(testPool.client.send(new GetUserCommand({ AccessToken: token }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Access Token has been revoked",
  });
  expect(await accessToken()).toEqual(expect.any(String));
});

test("signing somebody out ends the sign-ins of before, and none that follows within the same second", async () => {
  await permanent();
  const { AuthenticationResult: before } = await signIn(OWN);
  await testPool.client.send(new AdminUserGlobalSignOutCommand(who));
  const after = await accessToken();
  const renew = new AdminInitiateAuthCommand({
    UserPoolId: POOL,
    ClientId: WEB,
    AuthFlow: "REFRESH_TOKEN_AUTH",
    AuthParameters: { REFRESH_TOKEN: before?.RefreshToken ?? "" },
  });
  await expect(testPool.client.send(renew)).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Refresh Token has been revoked",
  });
  await expect(
    testPool.client.send(new GetUserCommand({ AccessToken: before?.AccessToken })),
  ).rejects.toMatchObject({ message: "Access Token has been revoked" });
  expect((await testPool.client.send(new GetUserCommand({ AccessToken: after }))).Username).toEqual(UUID);
});

test("somebody deleted is gone, and their address is free", async () => {
  await permanent();
  const token = await accessToken();
  const { Username } = await details();
  await testPool.client.send(new AdminDeleteUserCommand(who));
  await expect(details()).rejects.toMatchObject({ name: "UserNotFoundException" });
  await expect(testPool.client.send(new GetUserCommand({ AccessToken: token }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
  const { User } = await create();
  expect(User?.Username).not.toBe(Username);
});
