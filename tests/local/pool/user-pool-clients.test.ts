import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPool, type TestPool, WEB } from "./test-pool";

const UserPoolId = "eu-central-1_TestPool1";
const NOW = new Date("2026-05-01T12:00:00Z");
const STANDARD = ["email", "name", "locale", "phone_number"];

let test_: TestPool;
beforeEach(async () => {
  test_ = await startPool();
});
afterEach(() => test_.stop());

const create = async (changes: Partial<CreateUserPoolClientCommandInput> = {}) =>
  (await test_.client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: "mobile", ...changes })))
    .UserPoolClient;
const update = async (ClientId: string | undefined, changes: Partial<UpdateUserPoolClientCommandInput>) =>
  (await test_.client.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ...changes })))
    .UserPoolClient;
const describe_ = async (ClientId: string | undefined) =>
  (await test_.client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;

const DEFAULTS = {
  UserPoolId,
  ClientName: "mobile",
  ClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
  CreationDate: NOW,
  LastModifiedDate: NOW,
  RefreshTokenValidity: 30 * 86_400,
  AccessTokenValidity: 3_600,
  IdTokenValidity: 3_600,
  TokenValidityUnits: { AccessToken: "seconds", IdToken: "seconds", RefreshToken: "seconds" },
  ReadAttributes: [...STANDARD, "email_verified", "phone_number_verified"],
  WriteAttributes: STANDARD,
  ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"],
  SupportedIdentityProviders: ["COGNITO"],
  CallbackURLs: [],
  LogoutURLs: [],
  AllowedOAuthFlows: [],
  AllowedOAuthScopes: [],
  AllowedOAuthFlowsUserPoolClient: false,
  PreventUserExistenceErrors: "LEGACY",
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
const VALIDITY_IN_SECONDS = {
  AccessTokenValidity: 300,
  IdTokenValidity: 7_200,
  RefreshTokenValidity: 3_600,
  TokenValidityUnits: DEFAULTS.TokenValidityUnits,
};

test("a client that says nothing gets the defaults, which grant no custom attribute", async () => {
  const created = await create();
  expect(created).toEqual(DEFAULTS);
  expect(await describe_(created?.ClientId)).toEqual(DEFAULTS);
});

test("a client is as it is asked for", async () => {
  const created = await create({ ...EVERYTHING, ...VALIDITY, GenerateSecret: true });
  expect(created).toEqual({
    ...DEFAULTS,
    ...EVERYTHING,
    ...VALIDITY_IN_SECONDS,
    ClientSecret: expect.stringMatching(/^[0-9a-z]{51}$/),
  });
});

test("an update returns what it leaves out to the defaults, and keeps the name and the secret", async () => {
  const created = await create({ ...EVERYTHING, ...VALIDITY, GenerateSecret: true });
  test_.pass(5);
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
    test_.client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: "nobody@acme.example", PASSWORD: "Correct-Horse-7" },
      }),
    );
  await expect(signIn()).rejects.toMatchObject({ name: "UserNotFoundException" });
  await test_.client.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
  const gone = {
    name: "ResourceNotFoundException",
    message: `User pool client ${ClientId} does not exist.`,
  };
  await expect(signIn()).rejects.toMatchObject(gone);
  await expect(describe_(ClientId)).rejects.toMatchObject(gone);
});

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
  [{ ExplicitAuthFlows: ["USER_PASSWORD_AUTH"] }, "NotSimulatedException", /USER_PASSWORD_AUTH/],
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
  [{ ClientSecret: "short" }, "InvalidParameterException", /^ClientSecret/],
])("refuses %j", async (changes, name, message) => {
  await expect(create(changes)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

test("clients are listed in pages", async () => {
  const created = await create();
  const page = (NextToken?: string) =>
    test_.client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1, NextToken }));
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
  const { UserPool } = await test_.client.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool).toEqual({
    Id: UserPoolId,
    Name: "acme-people",
    Arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${UserPoolId}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireUppercase: true,
        RequireLowercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: 7,
      },
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
  const { UserPools, NextToken } = await test_.client.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  expect(UserPools).toEqual([{ Id: UserPoolId, Name: "acme-people", LambdaConfig: expect.any(Object) }]);
  expect(NextToken).toBeUndefined();
});
