import type { Pool } from "../../pool";
import type { AttributeSettings, PoolSettings } from "../../settings";
import { epochSeconds } from "../epoch-seconds";

/** The pool as DescribeUserPool tells it, as far as the local pool knows it. */
export function poolShape({ settings, users, createdAt, modifiedAt }: Pool) {
  const { verificationTemplates, invitationTemplates, passwordPolicy, domain } = settings;
  return {
    Id: settings.id,
    Name: settings.name,
    Arn: settings.arn,
    CreationDate: epochSeconds(createdAt),
    LastModifiedDate: epochSeconds(modifiedAt),
    UserPoolTier: settings.tier,
    DeletionProtection: settings.deletionProtected ? "ACTIVE" : "INACTIVE",
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
    AutoVerifiedAttributes: settings.autoVerified,
    ...(settings.usernameAttributes.length > 0 && { UsernameAttributes: settings.usernameAttributes }),
    ...(settings.aliasAttributes.length > 0 && { AliasAttributes: settings.aliasAttributes }),
    UsernameConfiguration: { CaseSensitive: settings.caseSensitive },
    UserPoolTags: settings.tags,
    VerificationMessageTemplate: {
      SmsMessage: verificationTemplates.sms,
      EmailMessage: verificationTemplates.email,
      EmailSubject: verificationTemplates.subject,
      DefaultEmailOption: "CONFIRM_WITH_CODE",
    },
    SmsAuthenticationMessage: settings.signInSms,
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: settings.verifiedBeforeUpdate },
    MfaConfiguration: settings.mfa,
    EstimatedNumberOfUsers: users.values().length,
    EmailConfiguration: { EmailSendingAccount: settings.sendsThroughSes ? "DEVELOPER" : "COGNITO_DEFAULT" },
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

/** The pool in a list. */
export const poolDescription = ({ settings, createdAt, modifiedAt }: Pool) => ({
  Id: settings.id,
  Name: settings.name,
  CreationDate: epochSeconds(createdAt),
  LastModifiedDate: epochSeconds(modifiedAt),
  LambdaConfig: lambdaConfig(settings),
});

/**
 * The token trigger is named twice, as on AWS: only the second name carries the version. Inbound federation has one name,
 * with its version.
 */
function lambdaConfig({ arn, region, triggers, tokenTriggerVersion }: PoolSettings) {
  const account = arn.split(":")[4] ?? "";
  const arns = Object.fromEntries(
    Object.entries(triggers).map(([trigger, name]) => [
      trigger,
      `arn:aws:lambda:${region}:${account}:function:${name}`,
    ]),
  );
  const { PreTokenGeneration: LambdaArn, InboundFederation: inbound } = arns;
  return {
    ...arns,
    PreTokenGenerationConfig: LambdaArn && { LambdaVersion: tokenTriggerVersion, LambdaArn },
    InboundFederation: inbound && { LambdaVersion: "V1_0", LambdaArn: inbound },
  };
}

const attributeShape = ({ name, type, mutable, required, ...bounds }: AttributeSettings) => ({
  Name: name,
  AttributeDataType: type,
  DeveloperOnlyAttribute: false,
  Mutable: mutable,
  Required: required,
  ...(type === "String" && {
    StringAttributeConstraints: { MinLength: String(bounds.minLength), MaxLength: String(bounds.maxLength) },
  }),
  ...(type === "Number" && {
    NumberAttributeConstraints: {
      ...(bounds.least !== undefined && { MinValue: String(bounds.least) }),
      ...(bounds.most !== undefined && { MaxValue: String(bounds.most) }),
    },
  }),
});
