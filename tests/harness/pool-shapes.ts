type Json = Record<string, unknown>;

const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
export const POOL_ID = `${REGION}_Orders001`;
const theirs = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
const versioned = (name: string, LambdaVersion = "V1_0") => ({ LambdaArn: theirs(name), LambdaVersion });
const attribute = (Name: string, changes: Json = {}) => ({
  Name,
  AttributeDataType: "String",
  DeveloperOnlyAttribute: false,
  Mutable: true,
  Required: false,
  StringAttributeConstraints: { MinLength: "0", MaxLength: "2048" },
  ...changes,
});

/** The settings of every pool. */
const BASE: Json = {
  Id: POOL_ID,
  Name: "orders",
  Arn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${POOL_ID}`,
  CreationDate: 1_600_000_000.123,
  EstimatedNumberOfUsers: 2_000_000,
  UserPoolTier: "ESSENTIALS",
  DeletionProtection: "ACTIVE",
  SchemaAttributes: [attribute("sub", { Mutable: false, Required: true }), attribute("email")],
  UsernameAttributes: ["email"],
  UsernameConfiguration: { CaseSensitive: false },
  AutoVerifiedAttributes: ["email"],
  MfaConfiguration: "OFF",
  EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
  Policies: {
    PasswordPolicy: {
      MinimumLength: 8,
      RequireUppercase: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    },
  },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
};

/** Groups of settings in which pools differ. A shape has one setting of each group. */
const GROUPS: readonly (readonly Json[])[] = [
  [
    {},
    { UserPoolTier: "PLUS", UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } },
    {
      UserPoolTier: "PLUS",
      UserPoolAddOns: {
        AdvancedSecurityMode: "AUDIT",
        AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" },
      },
    },
  ],
  [
    {},
    { MfaConfiguration: "OPTIONAL" },
    {
      MfaConfiguration: "ON",
      SmsConfiguration: {
        SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/service-role/orders-sms`,
        ExternalId: "0f1e",
        SnsRegion: "eu-west-1",
      },
      SmsAuthenticationMessage: "Orders: {####}",
    },
    {
      SmsConfiguration: { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/orders-sms` },
      SmsConfigurationFailure: "SNSSandbox",
      AutoVerifiedAttributes: ["phone_number", "email"],
    },
  ],
  [
    {},
    {
      EmailConfiguration: {
        EmailSendingAccount: "DEVELOPER",
        SourceArn: `arn:aws:ses:eu-west-1:${ACCOUNT}:identity/orders.example`,
        From: "Orders <login@orders.example>",
        ReplyToEmailAddress: "help@orders.example",
        ConfigurationSet: "orders",
      },
    },
    {
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT", ReplyToEmailAddress: "a@orders.example" },
    },
  ],
  [
    {},
    {
      VerificationMessageTemplate: {
        DefaultEmailOption: "CONFIRM_WITH_LINK",
        EmailMessageByLink: "Click {##here##}",
        EmailSubjectByLink: "Ihr Link — bitte bestätigen ✓",
      },
    },
    {
      VerificationMessageTemplate: {
        DefaultEmailOption: "CONFIRM_WITH_CODE",
        EmailMessage: "<p>{####}</p>",
        EmailSubject: "Code",
        SmsMessage: "Code {####}",
      },
      EmailVerificationMessage: "<p>{####}</p>",
      EmailVerificationSubject: "Code",
      SmsVerificationMessage: "Code {####}",
    },
    { EmailVerificationMessage: "Old {####}", EmailVerificationSubject: "Old" },
  ],
  [
    {},
    { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false } },
    { DeviceConfiguration: {} },
  ],
  [
    {},
    { Domain: "orders" },
    { Domain: "orders", CustomDomain: "login.orders.example" },
    { AliasAttributes: ["email", "preferred_username"], UsernameAttributes: undefined },
  ],
  [
    {},
    {
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: {
          EmailMessage: "{username} {####}",
          EmailSubject: "In",
          SMSMessage: "{username} {####}",
        },
      },
    },
    // Settings from before the password policy that replaced them.
    {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 30 },
      Policies: { PasswordPolicy: { MinimumLength: 6, RequireUppercase: false, PasswordHistorySize: 5 } },
    },
    {
      Policies: {
        ...(BASE.Policies as Json),
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"] },
      },
    },
  ],
  [
    {},
    { AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "admin_only" }] } },
    {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: "verified_email" },
          { Priority: 2, Name: "verified_phone_number" },
        ],
      },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    },
  ],
  [
    {},
    { UserPoolTags: { team: "orders", "cost:center": "42", empty: "" } },
    { UserPoolTags: {} },
    { UserPoolTags: { "aws:cloudformation:stack-name": "orders", team: "orders" } },
  ],
  [
    {},
    {
      KeyConfiguration: { KeyType: "CUSTOMER_MANAGED", KmsKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/1` },
    },
    { IssuerConfiguration: { Type: "UPDATED" }, DcrConfiguration: { EnableStatus: "Disabled", Future: [1] } },
    { AcrConfiguration: { Level1: { Name: "urn:orders:1" } } },
  ],
  // Settings that no SDK knows yet.
  [
    {},
    { RiskAppetite: "LOW" },
    { PasswordlessPlus: { Enabled: true, Ways: [{ Kind: "QR", Weight: 0.25 }], Until: null } },
    { Policies: { ...(BASE.Policies as Json), SessionPolicy: { MaxHours: 12, Zones: ["eu", "us"] } } },
    { LambdaTimeouts: 5, "weird name": false, Zero: 0 },
  ],
];

/** The triggers of other tools: every kind, and one that does not exist yet. */
const LAMBDA_CONFIGS: readonly (Json | undefined)[] = [
  undefined,
  {},
  { PreSignUp: theirs("gate") },
  { CustomMessage: theirs("mail:live"), PostConfirmation: theirs("welcome") },
  { PreTokenGeneration: theirs("claims") },
  { PreTokenGenerationConfig: versioned("claims", "V2_0"), PreTokenGeneration: theirs("claims") },
  { PreTokenGenerationConfig: versioned("claims", "V9_0") },
  {
    CustomSMSSender: versioned("sms"),
    CustomEmailSender: versioned("mail"),
    KMSKeyID: `arn:aws:kms:${REGION}:${ACCOUNT}:key/2`,
  },
  { InboundFederation: versioned("federation"), UserMigration: theirs("old-users") },
  {
    DefineAuthChallenge: theirs("define"),
    CreateAuthChallenge: theirs("create"),
    VerifyAuthChallengeResponse: theirs("verify"),
    PreAuthentication: theirs("pre-auth"),
  },
  {
    PreSignUp: theirs("gate"),
    PostAuthentication: theirs("log"),
    PostSignOut: theirs("future"),
    RiskScore: { ...versioned("risk", "V3_0"), Threshold: 0.5 },
  },
];

/** Invented pools, the same in every run. No two are alike, and every difference occurs in several of them. */
export const poolShapes = (count = 66): readonly Json[] =>
  Array.from({ length: count }, (_, number) => {
    const differences = GROUPS.map(
      (group, place) => group[(number * (place + 3) + (number >> place)) % group.length],
    );
    const LambdaConfig = LAMBDA_CONFIGS[number % LAMBDA_CONFIGS.length];
    const shape = Object.assign({}, BASE, ...differences, LambdaConfig && { LambdaConfig });
    // In the form of a request or an answer.
    return JSON.parse(JSON.stringify(shape));
  });

export const poolShape = (changes: Json = {}): Json => JSON.parse(JSON.stringify({ ...BASE, ...changes }));

/** The parameters of a stage that agrees with the pool. */
export function stageOf({
  DeviceConfiguration: devices,
  MfaConfiguration,
  Policies,
  IssuerConfiguration: issuer,
}: Json): Record<string, string> {
  const asks = (devices as Json | undefined)?.DeviceOnlyRememberedOnUserPrompt === true;
  const factors = ((Policies as Json).SignInPolicy as Json | undefined)?.AllowedFirstAuthFactors;
  return {
    rememberDevices: devices === undefined ? "off" : asks ? "ask" : "always",
    deviceMfa: (devices as Json | undefined)?.ChallengeRequiredOnNewDevice === true ? "on" : "off",
    mfa: { ON: "required", OPTIONAL: "optional" }[String(MfaConfiguration)] ?? "off",
    issuer: (issuer as Json | undefined)?.Type === "UPDATED" ? "updated" : "original",
    ...(factors !== undefined && { passwordless: "both", passkeyDomain: "orders.example" }),
  };
}

export const functionOfOthers = theirs;
