import {
  AdminInitiateAuthCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  SignUpCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { attributesOf, confirm, EMAIL, join, PASSWORD, tokensOf } from "../ada";
import { startPool, type TestPool, WEB } from "../test-pool";

const UserPoolId = "eu-central-1_TestPool1";
const NOW = new Date("2026-05-01T12:00:00Z");

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool();
});
afterEach(() => testPool.stop());

const create = async (changes: Partial<CreateUserPoolClientCommandInput> = {}) =>
  (
    await testPool.client.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName: "mobile", ...changes }),
    )
  ).UserPoolClient;
const update = async (ClientId: string | undefined, changes: Partial<UpdateUserPoolClientCommandInput>) =>
  (await testPool.client.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ...changes })))
    .UserPoolClient;
const describe_ = async (ClientId: string | undefined) =>
  (await testPool.client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;

const DEFAULTS = {
  UserPoolId,
  ClientName: "mobile",
  ClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
  CreationDate: NOW,
  LastModifiedDate: NOW,
  RefreshTokenValidity: 30,
  ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
  AllowedOAuthFlowsUserPoolClient: false,
  EnableTokenRevocation: true,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: 3,
};
const EVERYTHING = {
  ReadAttributes: ["email", "custom:tenant_id"],
  WriteAttributes: ["email"],
  ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH" as const],
  SupportedIdentityProviders: ["COGNITO"],
  CallbackURLs: ["https://app.example/callback"],
  LogoutURLs: ["https://app.example/"],
  AllowedOAuthFlows: ["code" as const],
  AllowedOAuthScopes: ["openid"],
  AllowedOAuthFlowsUserPoolClient: true,
  PreventUserExistenceErrors: "ENABLED" as const,
  EnableTokenRevocation: false,
  AuthSessionValidity: 15,
  RefreshTokenRotation: { Feature: "ENABLED" as const, RetryGracePeriodSeconds: 10 },
};
const VALIDITY = {
  AccessTokenValidity: 5,
  IdTokenValidity: 2,
  RefreshTokenValidity: 1,
  TokenValidityUnits: { AccessToken: "minutes" as const, RefreshToken: "hours" as const },
};

test("a client that says nothing gets the defaults, and lists that it was not given are not told", async () => {
  const created = await create();
  expect(created).toEqual(DEFAULTS);
  expect(await describe_(created?.ClientId)).toEqual(DEFAULTS);
});

test("a client is as it is asked for", async () => {
  const created = await create({ ...EVERYTHING, ...VALIDITY, GenerateSecret: true });
  expect(created).toEqual({
    ...DEFAULTS,
    ...EVERYTHING,
    ...VALIDITY,
    ClientSecret: expect.stringMatching(/^[0-9a-z]{51}$/),
  });
});

test("an update returns what it leaves out to the defaults, and keeps the name and the secret", async () => {
  const created = await create({ ...EVERYTHING, ...VALIDITY, GenerateSecret: true });
  testPool.pass(5);
  const LastModifiedDate = new Date("2026-05-01T12:00:05Z");
  const updated = await update(created?.ClientId, { PreventUserExistenceErrors: "ENABLED" });
  expect(updated).toEqual({
    ...DEFAULTS,
    LastModifiedDate,
    ClientSecret: created?.ClientSecret,
    PreventUserExistenceErrors: "ENABLED",
  });
  const renamed = await update(created?.ClientId, { ClientName: "tablet" });
  expect(renamed?.ClientName).toBe("tablet");
});

test("a new client signs people in, and a deleted one does not", async () => {
  const created = await create({ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
  const ClientId = created?.ClientId;
  const signIn = () =>
    testPool.client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "nobody@acme.example", PASSWORD: "Correct-Horse-7" },
      }),
    );
  await expect(signIn()).rejects.toMatchObject({ name: "UserNotFoundException" });
  await testPool.client.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  const gone = {
    name: "ResourceNotFoundException",
    message: `User pool client ${ClientId} does not exist.`,
  };
  await expect(signIn()).rejects.toMatchObject(gone);
  await expect(describe_(ClientId)).rejects.toMatchObject(gone);
});

test("a refresh token's validity of zero is the default", async () => {
  const changes = { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: "hours" as const } };
  expect(await create(changes)).toEqual(DEFAULTS);
});

test("tokens live as long as the client's unit says", async () => {
  const created = await create({ ...VALIDITY, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
  const clientId = created?.ClientId ?? "";
  await join(testPool, { clientId });
  const { ExpiresIn, IdToken, RefreshToken } = await tokensOf(testPool, { clientId });
  const { iat, exp } = JSON.parse(Buffer.from(IdToken.split(".")[1] ?? "", "base64url").toString());
  expect([ExpiresIn, exp - iat]).toEqual([300, 7_200]);
  testPool.pass(3_600);
  const refresh = new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken });
  await expect(testPool.client.send(refresh)).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

test("a client without lists reads and writes the standard attributes, and no custom one", async () => {
  const created = await create({ ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
  const clientId = created?.ClientId ?? "";
  const signUpWith = (Name: string) =>
    testPool.client.send(
      new SignUpCommand({
        ClientId: clientId,
        Username: EMAIL,
        Password: PASSWORD,
        UserAttributes: [{ Name, Value: "acme" }],
      }),
    );
  await expect(signUpWith("custom:tenant_id")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await signUpWith("name");
  await confirm(testPool);
  await testPool.client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username: EMAIL,
      UserAttributes: [{ Name: "locale", Value: "en" }],
    }),
  );
  const { AccessToken } = await tokensOf(testPool, { clientId });
  expect(await attributesOf(testPool, AccessToken)).toEqual({
    sub: expect.any(String),
    name: "acme",
    locale: "en",
    email: EMAIL,
    email_verified: "true",
  });
});

test.each<["ADMIN_NO_SRP_AUTH" | "USER_PASSWORD_AUTH" | "CUSTOM_AUTH_FLOW_ONLY", readonly string[]]>([
  ["ADMIN_NO_SRP_AUTH", ["ADMIN_NO_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH"]],
  ["USER_PASSWORD_AUTH", ["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH"]],
  ["CUSTOM_AUTH_FLOW_ONLY", ["CUSTOM_AUTH"]],
])("the old name %s is told as it was given, and enables %j", async (name, enabled) => {
  const created = await create({ ExplicitAuthFlows: [name] });
  const ClientId = created?.ClientId;
  expect((await describe_(ClientId))?.ExplicitAuthFlows).toEqual([name]);
  const disabled: (string | undefined)[] = [];
  for (const AuthFlow of ["USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH"] as const)
    disabled.push(await startsNothing(new InitiateAuthCommand({ ClientId, AuthFlow }), AuthFlow));
  for (const AuthFlow of ["ADMIN_NO_SRP_AUTH", "ADMIN_USER_PASSWORD_AUTH"] as const)
    disabled.push(
      await startsNothing(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow }), AuthFlow),
    );
  expect(ALL_FLOWS.filter((flow) => !disabled.includes(flow)).sort()).toEqual([...enabled].sort());
});

const ALL_FLOWS = [
  "USER_PASSWORD_AUTH",
  "USER_SRP_AUTH",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
];

/** The flow's name if the client does not allow it; nothing if it only lacks its parameters. */
async function startsNothing(command: InitiateAuthCommand | AdminInitiateAuthCommand, flow: string) {
  const error = (await testPool.client
    .send(command as InitiateAuthCommand)
    .catch((caught) => caught)) as Error;
  expect(error.message).toMatch(/Missing required parameter USERNAME$|flow not enabled for this client$/);
  return error.message === `${flow} flow not enabled for this client` ? flow : undefined;
}

test.each<[Partial<CreateUserPoolClientCommandInput>, string, RegExp]>([
  [{ ClientName: "no/slash" }, "InvalidParameterException", /'no\/slash' at 'clientName'/],
  [{ AccessTokenValidity: 25 }, "InvalidParameterException", /^Invalid range for token validity\.$/],
  [
    { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: "minutes" } },
    "InvalidParameterException",
    /^Invalid range for token validity\.$/,
  ],
  [{ RefreshTokenValidity: 3_651 }, "InvalidParameterException", /^Invalid range for token validity\.$/],
  [{ AuthSessionValidity: 16 }, "InvalidParameterException", /at 'authSessionValidity'/],
  [
    { WriteAttributes: ["email_verified"] },
    "InvalidParameterException",
    /^Invalid write attributes specified while creating a client$/,
  ],
  [
    { ReadAttributes: ["custom:unknown"] },
    "InvalidParameterException",
    /^Invalid read attributes specified while creating a client$/,
  ],
  [{ AccessTokenValidity: 0 }, "InvalidParameterException", /at 'accessTokenValidity' .* greater than/],
  [{ IdTokenValidity: 0 }, "InvalidParameterException", /at 'idTokenValidity' .* greater than/],
  [
    { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: "minutes" } },
    "InvalidParameterException",
    /^Invalid range for token validity\.$/,
  ],
  [
    { ExplicitAuthFlows: ["USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"] },
    "InvalidParameterException",
    /cannot be combined/,
  ],
  [{ AllowedOAuthFlowsUserPoolClient: true }, "InvalidOAuthFlowException", /are required/],
  [
    {
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["client_credentials"],
      AllowedOAuthScopes: ["api/read"],
    },
    "InvalidOAuthFlowException",
    /does not have a secret/,
  ],
  [{ ClientSecret: "short" }, "InvalidParameterException", /at 'clientSecret'/],
])("refuses %j", async (changes, name, message) => {
  await expect(create(changes)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test("clients are listed in pages", async () => {
  const created = await create();
  const page = (NextToken?: string) =>
    testPool.client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1, NextToken }));
  const first = await page();
  const second = await page(first.NextToken);
  expect([...(first.UserPoolClients ?? []), ...(second.UserPoolClients ?? [])]).toEqual(
    [
      { ClientId: WEB, UserPoolId, ClientName: "web" },
      { ClientId: created?.ClientId, UserPoolId, ClientName: "mobile" },
    ].sort((one, other) => ((one.ClientId ?? "") < (other.ClientId ?? "") ? -1 : 1)),
  );
  expect(second.NextToken).toBeUndefined();
});

test("the pool is described as the stack has it", async () => {
  const lambda = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;
  const { UserPool } = await testPool.client.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool).toEqual({
    Id: UserPoolId,
    Name: "acme-people",
    Arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${UserPoolId}`,
    CreationDate: NOW,
    LastModifiedDate: NOW,
    UserPoolTier: "ESSENTIALS",
    IssuerConfiguration: { Type: "ORIGINAL" },
    DeletionProtection: "ACTIVE",
    Domain: "acme-login",
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: 7,
      },
      SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
    },
    LambdaConfig: {
      PreSignUp: lambda("PreSignUp"),
      PostConfirmation: lambda("PostConfirmation"),
      PreAuthentication: lambda("PreAuthentication"),
      PostAuthentication: lambda("PostAuthentication"),
      PreTokenGeneration: lambda("PreTokenGeneration"),
      PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn: lambda("PreTokenGeneration") },
      UserMigration: lambda("UserMigration"),
      CustomMessage: lambda("CustomMessage"),
    },
    SchemaAttributes: expect.any(Array),
    AutoVerifiedAttributes: ["email"],
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
    UserPoolTags: {},
    SmsVerificationMessage: "Your code is {####}",
    EmailVerificationMessage: "Your code is {####}",
    EmailVerificationSubject: "Your code",
    VerificationMessageTemplate: {
      SmsMessage: "Your code is {####}",
      EmailMessage: "Your code is {####}",
      EmailSubject: "Your code",
      DefaultEmailOption: "CONFIRM_WITH_CODE",
    },
    SmsAuthenticationMessage: "Your code is {####}",
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    MfaConfiguration: "OPTIONAL",
    EstimatedNumberOfUsers: 0,
    EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Priority: 1, Name: "verified_email" },
        { Priority: 2, Name: "verified_phone_number" },
      ],
    },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: 7,
      InviteMessageTemplate: {
        SMSMessage: "{username} {####}",
        EmailMessage: "You are {username}, your password is {####}",
        EmailSubject: "Welcome",
      },
    },
  });
  expect(UserPool?.SchemaAttributes).toContainEqual({
    Name: "custom:tenant_id",
    AttributeDataType: "String",
    DeveloperOnlyAttribute: false,
    Mutable: false,
    Required: false,
    StringAttributeConstraints: { MinLength: "0", MaxLength: "64" },
  });
});

test("there is one pool to list", async () => {
  const { UserPools, NextToken } = await testPool.client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  expect(UserPools).toEqual([
    {
      Id: UserPoolId,
      Name: "acme-people",
      CreationDate: NOW,
      LastModifiedDate: NOW,
      LambdaConfig: expect.any(Object),
    },
  ]);
  expect(NextToken).toBeUndefined();
});
