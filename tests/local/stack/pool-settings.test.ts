import { client, GREET, readSmall, refusals, withPool } from "./small-stack";

const CODE = "Your verification code is {####}. ";
const INVITATION = "Your username is {username} and temporary password is {####}. ";

test("a pool that says nothing more has Cognito's defaults", () => {
  const { pool } = readSmall({});
  const { schema, ...settings } = pool;
  expect(settings).toEqual({
    id: pool.id,
    arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${pool.id}`,
    name: "shop-dev",
    region: "eu-central-1",
    tier: "ESSENTIALS",
    usernameAttributes: ["email"],
    aliasAttributes: [],
    caseSensitive: false,
    tags: {},
    autoVerified: [],
    verifiedBeforeUpdate: [],
    recovery: ["verified_phone_number", "verified_email"],
    passwordPolicy: {
      minimumLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
      temporaryPasswordValidityDays: 7,
    },
    mfa: "OFF",
    mfaKinds: [],
    onlyAdministratorsCreate: false,
    verificationTemplates: { subject: "Your verification code", email: CODE, sms: CODE },
    invitationTemplates: { subject: "Your temporary password", email: INVITATION, sms: INVITATION },
    signInSms: "Your authentication code is {####}. ",
    sendsThroughSes: false,
    emailSendingAccount: "COGNITO_DEFAULT",
    emailFrom: "no-reply@verificationemail.com",
    triggers: {},
    triggerArns: {},
    tokenTriggerVersion: "V1_0",
    firstFactors: ["PASSWORD"],
    passkeys: { isMultiFactor: false, relyingPartyId: undefined, userVerification: "preferred" },
    signInEmail: { subject: "Your authentication code", email: "Your authentication code is {####}. " },
    deletionProtected: false,
    issuerType: "ORIGINAL",
  });
  expect(schema.map(({ name }) => name)).toEqual([
    "sub",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
    "email_verified",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "phone_number_verified",
    "address",
    "updated_at",
    "identities",
  ]);
});

test("a standard attribute keeps its defaults where the schema does not change them", () => {
  const { schema } = readSmall(
    withPool({ Schema: [{ Name: "birthdate", AttributeDataType: "String", Required: true }] }),
  ).pool;
  expect(schema.find(({ name }) => name === "birthdate")).toEqual({
    name: "birthdate",
    type: "String",
    mutable: true,
    required: true,
    minLength: 10,
    maxLength: 10,
  });
});

test("a password policy requires what it names, and nothing else", () => {
  const { passwordPolicy } = readSmall(
    withPool({ Policies: { PasswordPolicy: { MinimumLength: 10, RequireNumbers: true } } }),
  ).pool;
  expect(passwordPolicy).toEqual({
    minimumLength: 10,
    requireLowercase: false,
    requireUppercase: false,
    requireNumbers: true,
    requireSymbols: false,
    temporaryPasswordValidityDays: 7,
  });
});

test("ways of recovery come in the order of their priority", () => {
  const RecoveryMechanisms = [
    { Name: "verified_phone_number", Priority: 2 },
    { Name: "verified_email", Priority: 1 },
  ];
  expect(readSmall(withPool({ AccountRecoverySetting: { RecoveryMechanisms } })).pool.recovery).toEqual([
    "verified_email",
    "verified_phone_number",
  ]);
});

const CHALLENGE_TRIGGERS = ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"];

test("the triggers of custom authentication are read, and the permissions to call them have no effect", () => {
  const greet = { "Fn::GetAtt": ["Greet", "Arn"] };
  const { pool, clients, notes } = readSmall({
    Greet: GREET,
    ...withPool({ LambdaConfig: Object.fromEntries(CHALLENGE_TRIGGERS.map((trigger) => [trigger, greet])) }),
    ...client({ ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] }),
    Permission: {
      Type: "AWS::Lambda::Permission",
      Properties: { FunctionName: greet, Principal: "cognito-idp.amazonaws.com" },
    },
  });
  expect(pool.triggers).toEqual(Object.fromEntries(CHALLENGE_TRIGGERS.map((trigger) => [trigger, "greet"])));
  expect(clients[0]?.authFlows).toEqual(["ALLOW_CUSTOM_AUTH"]);
  expect(notes).toEqual(["permissions to call functions"]);
});

test.each(CHALLENGE_TRIGGERS)("%s has to be a function of the stack", (trigger) => {
  expect(refusals(withPool({ LambdaConfig: { [trigger]: "arn:elsewhere" } }))).toEqual([
    `Pool.LambdaConfig.${trigger}, which is not a function of this stack`,
  ]);
});

test.each([
  ["the plain key is version 1", { PreTokenGeneration: { "Fn::GetAtt": ["Greet", "Arn"] } }, "V1_0"],
  [
    "the configuration has its own version",
    { PreTokenGenerationConfig: { LambdaArn: { "Fn::GetAtt": ["Greet", "Arn"] }, LambdaVersion: "V3_0" } },
    "V3_0",
  ],
])("of the token trigger, %s", (_, LambdaConfig, version) => {
  const { pool } = readSmall({ Greet: GREET, ...withPool({ LambdaConfig }) });
  expect([pool.triggers, pool.tokenTriggerVersion]).toEqual([{ PreTokenGeneration: "greet" }, version]);
});

test.each([
  ["says nothing", undefined, undefined],
  ["says nothing of either kind", {}, undefined],
  [
    "says no to one",
    { ChallengeRequiredOnNewDevice: false },
    { onlyOnRequest: false, replacesSecondFactor: false },
  ],
  [
    "says yes to both",
    { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: "true" },
    { onlyOnRequest: true, replacesSecondFactor: true },
  ],
])("a pool that %s about devices tracks them as Cognito would", (_, DeviceConfiguration, tracking) => {
  const properties = DeviceConfiguration === undefined ? {} : { DeviceConfiguration };
  expect(readSmall(withPool(properties)).pool.deviceTracking).toEqual(tracking);
});
