import { ARN, PLAIN_TEXT } from "../input/members";
import { flag, type InputOf, list, part, required, text, textMap, whole, word } from "../input/shapes";

const ADDRESS = word("phone_number", "email");
const EMAIL_TEXT = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*";
export const SMS_MESSAGE = text({ shortest: 6, longest: 140 });
export const EMAIL_MESSAGE = text({ shortest: 6, longest: 20_000, pattern: EMAIL_TEXT });
export const EMAIL_SUBJECT = text({ shortest: 1, longest: 140, pattern: EMAIL_TEXT });
const ANY_NAME = text({ shortest: 1, longest: 131_072 });

export const POOL_NAME = text({ shortest: 1, longest: 128, pattern: "[\\w\\s+=,.@-]+" });
export const MFA_MODE = word("OFF", "ON", "OPTIONAL");
export const SMS_SENDER = part({
  SnsCallerArn: required(ARN),
  ExternalId: PLAIN_TEXT,
  SnsRegion: text({ shortest: 5, longest: 32 }),
});
export const TAGS = textMap;

const VERSIONED_TRIGGER = part({ LambdaVersion: required(ANY_NAME), LambdaArn: required(ARN) });

/** The settings that a pool is created with and that can change later. */
export const POOL_SETTINGS = {
  Policies: part({
    PasswordPolicy: part({
      MinimumLength: whole(6, 99),
      RequireUppercase: flag,
      RequireLowercase: flag,
      RequireNumbers: flag,
      RequireSymbols: flag,
      PasswordHistorySize: whole(0, 24),
      TemporaryPasswordValidityDays: whole(0, 365),
    }),
    SignInPolicy: part({
      AllowedFirstAuthFactors: list(word("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"), 4),
    }),
  }),
  DeletionProtection: word("ACTIVE", "INACTIVE"),
  LambdaConfig: part({
    PreSignUp: ARN,
    CustomMessage: ARN,
    PostConfirmation: ARN,
    PreAuthentication: ARN,
    PostAuthentication: ARN,
    DefineAuthChallenge: ARN,
    CreateAuthChallenge: ARN,
    VerifyAuthChallengeResponse: ARN,
    PreTokenGeneration: ARN,
    UserMigration: ARN,
    PreTokenGenerationConfig: VERSIONED_TRIGGER,
    CustomSMSSender: VERSIONED_TRIGGER,
    CustomEmailSender: VERSIONED_TRIGGER,
    InboundFederation: VERSIONED_TRIGGER,
    KMSKeyID: ARN,
  }),
  AutoVerifiedAttributes: list(ADDRESS),
  SmsVerificationMessage: SMS_MESSAGE,
  EmailVerificationMessage: EMAIL_MESSAGE,
  EmailVerificationSubject: EMAIL_SUBJECT,
  VerificationMessageTemplate: part({
    SmsMessage: SMS_MESSAGE,
    EmailMessage: EMAIL_MESSAGE,
    EmailSubject: EMAIL_SUBJECT,
    EmailMessageByLink: EMAIL_MESSAGE,
    EmailSubjectByLink: EMAIL_SUBJECT,
    DefaultEmailOption: word("CONFIRM_WITH_LINK", "CONFIRM_WITH_CODE"),
  }),
  SmsAuthenticationMessage: SMS_MESSAGE,
  UserAttributeUpdateSettings: part({ AttributesRequireVerificationBeforeUpdate: list(ADDRESS) }),
  MfaConfiguration: MFA_MODE,
  DeviceConfiguration: part({ ChallengeRequiredOnNewDevice: flag, DeviceOnlyRememberedOnUserPrompt: flag }),
  EmailConfiguration: part({
    SourceArn: ARN,
    ReplyToEmailAddress: PLAIN_TEXT,
    EmailSendingAccount: word("COGNITO_DEFAULT", "DEVELOPER"),
    From: PLAIN_TEXT,
    ConfigurationSet: PLAIN_TEXT,
  }),
  SmsConfiguration: SMS_SENDER,
  UserPoolTags: TAGS,
  AdminCreateUserConfig: part({
    AllowAdminCreateUserOnly: flag,
    UnusedAccountValidityDays: whole(0, 365),
    InviteMessageTemplate: part({
      SMSMessage: SMS_MESSAGE,
      EmailMessage: EMAIL_MESSAGE,
      EmailSubject: EMAIL_SUBJECT,
    }),
  }),
  UserPoolAddOns: part({
    AdvancedSecurityMode: required(word("OFF", "AUDIT", "ENFORCED")),
    AdvancedSecurityAdditionalFlows: part({ CustomAuthMode: word("AUDIT", "ENFORCED") }),
  }),
  AccountRecoverySetting: part({
    RecoveryMechanisms: list(
      part({
        Priority: required(whole(1, 2)),
        Name: required(word("verified_email", "verified_phone_number", "admin_only")),
      }),
      2,
    ),
  }),
  UserPoolTier: word("LITE", "ESSENTIALS", "PLUS"),
  KeyConfiguration: part({ KeyType: ANY_NAME, KmsKeyArn: ARN }),
  IssuerConfiguration: part({ Type: ANY_NAME }),
  AcrConfiguration: part({}),
  DcrConfiguration: part({}),
};

type Settings = InputOf<typeof POOL_SETTINGS>;

/** The settings in the form of a template. */
export const poolProperties = ({
  PoolName,
  ...settings
}: Settings & { readonly PoolName?: string | undefined }) =>
  given({ ...settings, UserPoolTags: undefined, UserPoolName: PoolName });

/** Drops the members that are undefined. */
export const given = <Value>(value: Value): Record<string, unknown> => JSON.parse(JSON.stringify(value));
