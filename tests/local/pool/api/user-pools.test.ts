import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  ListUsersCommand,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { join, PASSWORD, tokensOf } from "../ada";
import { arnOf, type Handler, settings, startPool, type TestPool } from "../test-pool";

const STACK_POOL = settings().id;
const POLICIES = { PasswordPolicy: { MinimumLength: 8 } };

let testPool: TestPool;
let refuses = false;
const preSignUp: Handler = (event) => {
  if (refuses) throw new Error("not today");
  return { ...event, response: { ...event.response, autoConfirmUser: true } };
};
beforeAll(async () => {
  testPool = await startPool({ handlers: { PreSignUp: preSignUp } });
});
afterAll(() => testPool.stop());
beforeEach(() => {
  refuses = false;
});

const send: TestPool["client"]["send"] = ((command: never) => testPool.client.send(command)) as never;

async function createPool(changes: Partial<CreateUserPoolCommandInput> = {}) {
  const { UserPool } = await send(
    new CreateUserPoolCommand({ PoolName: "orders", Policies: POLICIES, ...changes }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  const { UserPoolClient } = await send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return { UserPool, UserPoolId, ClientId: UserPoolClient?.ClientId ?? "" };
}

const addUser = async (UserPoolId: string, Username: string, attributes: Record<string, string> = {}) => {
  await send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      MessageAction: "SUPPRESS",
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  await send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
};
const signIn = (ClientId: string, USERNAME: string) =>
  send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
const usernameOf = async (UserPoolId: string, Username: string) =>
  (await send(new AdminGetUserCommand({ UserPoolId, Username }))).Username;
const describePool = async (UserPoolId: string) =>
  (await send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;

test("a pool of one's own stands beside the stack's, in the region of the signature, with people of its own", async () => {
  const { UserPool, UserPoolId, ClientId } = await createPool();
  expect(UserPoolId).toMatch(/^eu-central-1_[0-9A-Za-z]{9}$/);
  expect(UserPool).toMatchObject({
    Name: "orders",
    Arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${UserPoolId}`,
    UsernameConfiguration: { CaseSensitive: true },
    MfaConfiguration: "OFF",
    LambdaConfig: {},
  });
  const { UserPools = [] } = await send(new ListUserPoolsCommand({ MaxResults: 60 }));
  expect(UserPools.map(({ Id }) => Id)).toEqual(expect.arrayContaining([STACK_POOL, UserPoolId]));

  await addUser(UserPoolId, "ada");
  const { AuthenticationResult } = await signIn(ClientId, "ada");
  const { AccessToken, IdToken = "" } = AuthenticationResult ?? {};
  const { Username } = await send(new GetUserCommand({ AccessToken }));
  expect(Username).toBe("ada");
  const { Users } = await send(new ListUsersCommand({ UserPoolId: STACK_POOL }));
  expect(Users).toEqual([]);
  const claims = JSON.parse(Buffer.from(IdToken.split(".")[1] ?? "", "base64url").toString());
  expect(claims).toMatchObject({
    iss: `https://cognito-idp.eu-central-1.amazonaws.com/${UserPoolId}`,
    aud: ClientId,
    "cognito:username": "ada",
  });
  expect(claims.sub).not.toBe("ada");
});

test("a token is good in its own pool only, and each pool shows its keys under its own id", async () => {
  const { UserPoolId } = await createPool();
  await join(testPool, { email: "grace@acme.example" }).catch(() => undefined);
  const { AccessToken } = await tokensOf(testPool, { email: "grace@acme.example" });
  await expect(send(new GetUserCommand({ AccessToken: `${AccessToken}x` }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
  const [header = "", , signature = ""] = AccessToken.split(".");
  const claims = { iss: `https://cognito-idp.eu-central-1.amazonaws.com/${UserPoolId}`, token_use: "access" };
  const moved = [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  await expect(send(new GetUserCommand({ AccessToken: moved }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
    message: "Invalid Access Token",
  });
  for (const id of [STACK_POOL, UserPoolId]) {
    const { issuer } = (await (
      await fetch(`${testPool.endpoint}/${id}/.well-known/openid-configuration`)
    ).json()) as { issuer: string };
    expect(issuer.endsWith(id)).toBe(true);
    expect((await fetch(`${testPool.endpoint}/${id}/.well-known/jwks.json`)).status).toBe(200);
  }
  const nowhere = `${testPool.endpoint}/eu-central-1_Nowhere00/.well-known/jwks.json`;
  expect((await fetch(nowhere)).status).toBe(404);
});

test("a deleted pool is gone with its clients, unless it is protected, has a domain or is the stack's", async () => {
  const { UserPoolId, ClientId } = await createPool({ DeletionProtection: "ACTIVE" });
  const remove = (id: string) => send(new DeleteUserPoolCommand({ UserPoolId: id }));
  await expect(remove(UserPoolId)).rejects.toMatchObject({ name: "InvalidParameterException" });
  await send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
  await remove(UserPoolId);
  await expect(remove(UserPoolId)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `User pool ${UserPoolId} does not exist.`,
  });
  await expect(signIn(ClientId, "ada")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `User pool client ${ClientId} does not exist.`,
  });
  await expect(remove(STACK_POOL)).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("the functions of the service are the triggers of a pool that names them; an unknown one is refused by name", async () => {
  const { UserPoolId, ClientId } = await createPool({ LambdaConfig: { PreSignUp: arnOf("PreSignUp") } });
  const signUp = (Username: string) => send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }));
  expect((await signUp("ada")).UserConfirmed).toBe(true);
  refuses = true;
  await expect(signUp("grace")).rejects.toMatchObject({
    name: "UserLambdaValidationException",
    message: "PreSignUp failed with error not today.",
  });
  expect(testPool.events.at(-1)).toMatchObject({ userPoolId: UserPoolId, userName: "grace" });
  const elsewhere = "arn:aws:lambda:eu-central-1:123456789012:function:elsewhere";
  await expect(createPool({ LambdaConfig: { PostConfirmation: elsewhere } })).rejects.toMatchObject({
    name: "NotSimulatedException",
    message: expect.stringContaining("LambdaConfig.PostConfirmation, which is not a function"),
  });
});

test("what is not simulated of a pool is refused by name, and a schema that no pool can have as Cognito does", async () => {
  await expect(
    createPool({ VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } }),
  ).rejects.toMatchObject({
    name: "NotSimulatedException",
    message:
      "The local user pool does not simulate UserPool: VerificationMessageTemplate.DefaultEmailOption CONFIRM_WITH_LINK",
  });
  await expect(createPool({ UserPoolTier: "LITE" })).rejects.toMatchObject({ name: "NotSimulatedException" });
  const refusals = {
    "Required custom attributes are not supported currently.": {
      Name: "a",
      AttributeDataType: "String",
      Required: true,
    },
    "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.": { Name: "a" },
    "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email":
      { Name: "email", AttributeDataType: "Number" },
    "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute name": {
      Name: "name",
      DeveloperOnlyAttribute: true,
    },
    "Invalid NumberAttributeConstraints for schema attribute custom:a": {
      Name: "a",
      AttributeDataType: "Number",
      NumberAttributeConstraints: { MinValue: "some" },
    },
    "user.custom:a: Max length cannot be less than min length.": {
      Name: "a",
      AttributeDataType: "String",
      StringAttributeConstraints: { MinLength: "5", MaxLength: "4" },
    },
  } as const;
  for (const [message, attribute] of Object.entries(refusals))
    await expect(createPool({ Schema: [attribute] })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message,
    });
});

test("bounds of attributes and senders are told as they were said, and nothing for what was left out", async () => {
  const { UserPool, UserPoolId } = await createPool({
    Schema: [
      { Name: "plain", AttributeDataType: "String" },
      { Name: "short", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: "2" } },
      { Name: "count", AttributeDataType: "Number" },
      { Name: "few", AttributeDataType: "Number", NumberAttributeConstraints: { MinValue: "1" } },
    ],
  });
  const { SchemaAttributes = [], ...told } = UserPool ?? {};
  const bounds = SchemaAttributes.map((attribute) => [
    attribute.Name,
    attribute.StringAttributeConstraints ?? attribute.NumberAttributeConstraints,
  ]);
  expect(Object.fromEntries(bounds)).toMatchObject({
    email: { MinLength: "0", MaxLength: "2048" },
    email_verified: undefined,
    updated_at: { MinValue: "0" },
    identities: {},
    "custom:plain": {},
    "custom:short": { MaxLength: "2" },
    "custom:count": {},
    "custom:few": { MinValue: "1" },
  });
  expect(told).not.toHaveProperty("AutoVerifiedAttributes");
  expect(told).not.toHaveProperty("SmsConfiguration");
  const named = (value: string) => ({ "custom:short": value });
  await addUser(UserPoolId, "ada", named("ab"));
  await expect(addUser(UserPoolId, "grace", named("abc"))).rejects.toMatchObject({
    message: expect.stringContaining("custom:short: String must be no longer than 2 characters"),
  });

  const sms = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "orders" };
  const email = { ReplyToEmailAddress: "help@orders.example" };
  await send(new UpdateUserPoolCommand({ UserPoolId, SmsConfiguration: sms, EmailConfiguration: email }));
  expect(await describePool(UserPoolId)).toMatchObject({
    SmsConfiguration: sms,
    EmailConfiguration: { ...email, EmailSendingAccount: "COGNITO_DEFAULT" },
  });
});

test("a name that somebody has already is refused by what it is", async () => {
  const { UserPoolId } = await createPool({ UsernameAttributes: ["email", "phone_number"] });
  await addUser(UserPoolId, "+4930123456");
  await addUser(UserPoolId, "ada@orders.example");
  const give = (Username: string, Name: string, Value: string) =>
    send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes: [{ Name, Value }] }));
  await expect(give("ada@orders.example", "phone_number", "+4930123456")).rejects.toMatchObject({
    name: "AliasExistsException",
    message: "An account with the phone_number already exists.",
  });
  await expect(give("+4930123456", "email", "ada@orders.example")).rejects.toMatchObject({
    message: "An account with the email already exists.",
  });
});

test("user names are told apart by case, unless the pool says otherwise", async () => {
  const strict = await createPool();
  await addUser(strict.UserPoolId, "Ada");
  await addUser(strict.UserPoolId, "ada");
  await expect(signIn(strict.ClientId, "ADA")).rejects.toMatchObject({ name: "UserNotFoundException" });
  const lax = await createPool({ UsernameConfiguration: { CaseSensitive: false } });
  await addUser(lax.UserPoolId, "Ada");
  await expect(addUser(lax.UserPoolId, "ada")).rejects.toMatchObject({ name: "UsernameExistsException" });
  await signIn(lax.ClientId, "ADA");
});

test("an alias leads to somebody once it is verified, to one person only, and can be taken over", async () => {
  const { UserPoolId, ClientId } = await createPool({
    AliasAttributes: ["email", "preferred_username"],
    AutoVerifiedAttributes: ["email"],
  });
  const email = "ada@orders.example";
  await addUser(UserPoolId, "ada", { email, preferred_username: "countess" });
  await expect(signIn(ClientId, email)).rejects.toMatchObject({ name: "UserNotFoundException" });
  await signIn(ClientId, "countess");
  const verified = [{ Name: "email_verified", Value: "true" }];
  await send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username: "ada", UserAttributes: verified }));
  await signIn(ClientId, email);

  const Username = "rival";
  const UserAttributes = [{ Name: "email", Value: email }];
  await send(new SignUpCommand({ ClientId, Username, Password: PASSWORD, UserAttributes }));
  const confirmation = { ClientId, Username, ConfirmationCode: testPool.code(email) };
  await expect(send(new ConfirmSignUpCommand(confirmation))).rejects.toMatchObject({
    name: "AliasExistsException",
  });
  expect(await usernameOf(UserPoolId, email)).toBe("ada");
  await send(new ConfirmSignUpCommand({ ...confirmation, ForceAliasCreation: true }));
  expect(await usernameOf(UserPoolId, email)).toBe("rival");
  await expect(addUser(UserPoolId, "eve@orders.example")).rejects.toMatchObject({
    message: "Username cannot be of email format, since user pool is configured for email alias.",
  });
});

test("where people give a telephone number in the place of a user name, it is theirs", async () => {
  const { UserPoolId, ClientId } = await createPool({ UsernameAttributes: ["phone_number", "email"] });
  await addUser(UserPoolId, "+4930123456");
  await addUser(UserPoolId, "ada@orders.example");
  await signIn(ClientId, "+4930123456");
  const { Username, UserAttributes } = await send(
    new AdminGetUserCommand({ UserPoolId, Username: "+4930123456" }),
  );
  expect(UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: "phone_number", Value: "+4930123456" },
      { Name: "sub", Value: Username },
    ]),
  );
  await expect(addUser(UserPoolId, "ada")).rejects.toMatchObject({
    message: "Username should be either an email or a phone number.",
  });
  await expect(
    createPool({ UsernameAttributes: ["email"], AliasAttributes: ["email"] }),
  ).rejects.toMatchObject({ message: expect.stringContaining("UsernameAttributes beside AliasAttributes") });
});

test("an update sets all settings anew, and keeps what no update changes", async () => {
  const { UserPoolId } = await createPool({
    UsernameAttributes: ["email"],
    AutoVerifiedAttributes: ["email"],
    EmailVerificationMessage: "Here: {####}",
    LambdaConfig: { PreSignUp: arnOf("PreSignUp") },
    UserPoolTags: { team: "orders" },
  });
  expect((await describePool(UserPoolId))?.VerificationMessageTemplate?.EmailMessage).toBe("Here: {####}");
  await send(new UpdateUserPoolCommand({ UserPoolId, PoolName: "sales", Policies: { PasswordPolicy: {} } }));
  expect(await describePool(UserPoolId)).toMatchObject({
    Name: "sales",
    UsernameAttributes: ["email"],
    LambdaConfig: {},
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: false } },
    UserPoolTags: { team: "orders" },
  });
  expect(await describePool(UserPoolId)).not.toHaveProperty("AutoVerifiedAttributes");
});

test("the stack's pool keeps its triggers; other settings of it can be changed", async () => {
  const { LambdaConfig, Name } = (await describePool(STACK_POOL)) ?? {};
  await expect(send(new UpdateUserPoolCommand({ UserPoolId: STACK_POOL }))).rejects.toMatchObject({
    name: "NotSimulatedException",
    message: expect.stringContaining("another LambdaConfig than the template's"),
  });
  await send(
    new UpdateUserPoolCommand({
      UserPoolId: STACK_POOL,
      LambdaConfig,
      AutoVerifiedAttributes: ["email"],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    }),
  );
  expect(await describePool(STACK_POOL)).toMatchObject({
    Name,
    LambdaConfig,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  });
});

test("second factors are switched on and off, and asked for from then on", async () => {
  const { UserPoolId, ClientId } = await createPool();
  const set = (input: Omit<SetUserPoolMfaConfigCommand["input"], "UserPoolId">) =>
    send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...input }));
  await expect(set({ MfaConfiguration: "ON" })).rejects.toMatchObject({
    message: "Invalid MFA configuration given, can't disable all MFAs with a required MFA configuration.",
  });
  await expect(
    set({ MfaConfiguration: "OFF", SoftwareTokenMfaConfiguration: { Enabled: true } }),
  ).rejects.toMatchObject({
    message: "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.",
  });
  await addUser(UserPoolId, "ada");
  expect(await set({ MfaConfiguration: "ON", SoftwareTokenMfaConfiguration: { Enabled: true } })).toEqual({
    $metadata: expect.anything(),
    MfaConfiguration: "ON",
    SoftwareTokenMfaConfiguration: { Enabled: true },
  });
  const { ChallengeName, Session } = await signIn(ClientId, "ada");
  expect(ChallengeName).toBe("MFA_SETUP");
  // The session alone says which pool it is of.
  const { SecretCode } = await send(new AssociateSoftwareTokenCommand({ Session }));
  expect(SecretCode).toMatch(/^[A-Z2-7]{32,}$/);
});

test("only factors that are switched on are told, text messages with their sender", async () => {
  const { UserPoolId } = await createPool();
  const told = async () => {
    const { $metadata: _, ...config } = await send(new GetUserPoolMfaConfigCommand({ UserPoolId }));
    return config;
  };
  expect(await told()).toEqual({ MfaConfiguration: "OFF" });
  const SmsConfiguration = { SnsCallerArn: "arn:aws:iam::123456789012:role/sms" };
  const SmsMfaConfiguration = { SmsAuthenticationMessage: "Code: {####}", SmsConfiguration };
  await send(
    new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: "OPTIONAL", SmsMfaConfiguration }),
  );
  expect(await told()).toEqual({ MfaConfiguration: "OPTIONAL", SmsMfaConfiguration });
});

test("a second factor by e-mail needs a sender, and what is said of it and of passkeys outlives an update of the pool", async () => {
  const { UserPoolId } = await createPool({
    Policies: { ...POLICIES, SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
  });
  const email = { Subject: "Code for orders", Message: "Your code for orders: {####}" };
  const passkeys = {
    RelyingPartyId: "orders.example",
    UserVerification: "required",
    FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
  } as const;
  const set = () =>
    send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId,
        MfaConfiguration: "OPTIONAL",
        EmailMfaConfiguration: email,
        WebAuthnConfiguration: passkeys,
      }),
    );
  await expect(set()).rejects.toMatchObject({ name: "InvalidParameterException" });
  const update = new UpdateUserPoolCommand({
    UserPoolId,
    Policies: { ...POLICIES, SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } },
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:eu-central-1:123456789012:identity/orders.example",
    },
  });
  await send(update);
  await set();
  await send(update);
  expect(await send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
    MfaConfiguration: "OPTIONAL",
    EmailMfaConfiguration: email,
    WebAuthnConfiguration: passkeys,
  });
});

test("where only administrators help, nobody resets a forgotten password", async () => {
  const { UserPoolId, ClientId } = await createPool({
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "admin_only", Priority: 1 }] },
  });
  await addUser(UserPoolId, "ada", { email: "ada@orders.example", email_verified: "true" });
  for (const Username of ["ada", "nobody"])
    await expect(send(new ForgotPasswordCommand({ ClientId, Username }))).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Contact administrator to reset password.",
    });
});
