import type { Pool } from "../../pool";
import type { AttributeSettings, PoolSettings } from "../../settings";
import { epochSeconds } from "../epoch-seconds";

/** The pool in the form of DescribeUserPool, as far as the local pool knows it. */
export function poolShape({ settings, users, createdAt, modifiedAt }: Pool) {
  const { verificationTemplates, invitationTemplates, passwordPolicy, domain, deviceTracking } = settings;
  return {
    Id: settings.id,
    Name: settings.name,
    Arn: settings.arn,
    CreationDate: epochSeconds(createdAt),
    LastModifiedDate: epochSeconds(modifiedAt),
    UserPoolTier: settings.tier,
    DeletionProtection: settings.deletionProtected ? "ACTIVE" : "INACTIVE",
    IssuerConfiguration: { Type: settings.issuerType },
    ...(domain !== undefined && { [domain.isPrefix ? "Domain" : "CustomDomain"]: domain.domain }),
    Policies: {
      PasswordPolicy: {
        MinimumLength: passwordPolicy.minimumLength,
        RequireUppercase: passwordPolicy.requireUppercase,
        RequireLowercase: passwordPolicy.requireLowercase,
        RequireNumbers: passwordPolicy.requireNumbers,
        RequireSymbols: passwordPolicy.requireSymbols,
        TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
      },
      SignInPolicy: { AllowedFirstAuthFactors: settings.firstFactors },
    },
    LambdaConfig: lambdaConfig(settings),
    SchemaAttributes: settings.schema.map(attributeShape),
    ...(settings.autoVerified.length > 0 && { AutoVerifiedAttributes: settings.autoVerified }),
    ...(settings.usernameAttributes.length > 0 && { UsernameAttributes: settings.usernameAttributes }),
    ...(settings.aliasAttributes.length > 0 && { AliasAttributes: settings.aliasAttributes }),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    UserPoolTags: settings.tags,
    SmsVerificationMessage: verificationTemplates.sms,
    EmailVerificationMessage: verificationTemplates.email,
    EmailVerificationSubject: verificationTemplates.subject,
    VerificationMessageTemplate: {
      SmsMessage: verificationTemplates.sms,
      EmailMessage: verificationTemplates.email,
      EmailSubject: verificationTemplates.subject,
      DefaultEmailOption: "CONFIRM_WITH_CODE",
    },
    SmsAuthenticationMessage: settings.signInSms,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: settings.verifiedBeforeUpdate },
    MfaConfiguration: settings.mfa,
    ...(deviceTracking !== undefined && {
      DeviceConfiguration: {
        ChallengeRequiredOnNewDevice: deviceTracking.replacesSecondFactor,
        DeviceOnlyRememberedOnUserPrompt: deviceTracking.onlyOnRequest,
      },
    }),
    EstimatedNumberOfUsers: users.values().length,
    EmailConfiguration: {
      ...settings.senders?.email,
      EmailSendingAccount: settings.sendsThroughSes ? "DEVELOPER" : "COGNITO_DEFAULT",
    },
    SmsConfiguration: settings.senders?.sms,
    AccountRecoverySetting: {
      RecoveryMechanisms: settings.recovery.map((Name, index) => ({ Priority: index + 1, Name })),
    },
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: settings.onlyAdministratorsCreate,
      UnusedAccountValidityDays: passwordPolicy.temporaryPasswordValidityDays,
      InviteMessageTemplate: {
        SMSMessage: invitationTemplates.sms,
        EmailMessage: invitationTemplates.email,
        EmailSubject: invitationTemplates.subject,
      },
    },
  };
}

/** The pool as lists show it. */
export const poolDescription = ({ settings, createdAt, modifiedAt }: Pool) => ({
  Id: settings.id,
  Name: settings.name,
  CreationDate: epochSeconds(createdAt),
  LastModifiedDate: epochSeconds(modifiedAt),
  LambdaConfig: lambdaConfig(settings),
});

/**
 * The triggers as they were configured. The token trigger is named twice, as on AWS: only the second name has the
 * version.
 */
function lambdaConfig({ triggerArns = {}, tokenTriggerVersion }: PoolSettings) {
  const { InboundFederation, PreTokenGeneration: LambdaArn } = triggerArns;
  return {
    ...triggerArns,
    PreTokenGenerationConfig: LambdaArn && { LambdaVersion: tokenTriggerVersion, LambdaArn },
    InboundFederation: InboundFederation && { LambdaVersion: "V1_0", LambdaArn: InboundFederation },
  };
}

const attributeShape = ({ name, type, mutable, required, ...bounds }: AttributeSettings) => ({
  Name: name,
  AttributeDataType: type,
  DeveloperOnlyAttribute: false,
  Mutable: mutable,
  Required: required,
  ...(type === "String" && {
    StringAttributeConstraints: {
      MinLength: bounds.minLength?.toString(),
      MaxLength: bounds.maxLength?.toString(),
    },
  }),
  ...(type === "Number" && {
    NumberAttributeConstraints: { MinValue: bounds.least?.toString(), MaxValue: bounds.most?.toString() },
  }),
});
