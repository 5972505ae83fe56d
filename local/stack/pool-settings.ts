import type { MessageTemplates, PoolSettings } from "../pool/settings";
import type { TriggerName } from "../pool/triggers/run-trigger";
import { ADDRESSES, type AliasAttribute } from "../pool/users/addresses";
import type { Findings, Resource } from "./imitable-resources";
import { poolAttributes } from "./pool-attributes";
import type { Properties } from "./properties";

/** The settings of the pool itself, with further ones that only readers of the stack need. */
export interface StackPool
  extends Omit<PoolSettings, "domain" | "identityProviders" | "resourceServers" | "sessionTracking"> {
  readonly emailSendingAccount: "COGNITO_DEFAULT" | "DEVELOPER";
  /** The sender of e-mail. */
  readonly emailFrom: string;
}

const TRIGGERS: readonly TriggerName[] = [
  "InboundFederation",
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "PreTokenGeneration",
  "UserMigration",
  "CustomMessage",
  "DefineAuthChallenge",
  "CreateAuthChallenge",
  "VerifyAuthChallengeResponse",
];

const ALIASES: readonly AliasAttribute[] = ["email", "phone_number", "preferred_username"];

/**
 * The texts of Cognito.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html
 */
const VERIFICATION: MessageTemplates = {
  subject: "Your verification code",
  email: "Your verification code is {####}. ",
  sms: "Your verification code is {####}. ",
};
const INVITATION: MessageTemplates = {
  subject: "Your temporary password",
  email: "Your username is {username} and temporary password is {####}. ",
  sms: "Your username is {username} and temporary password is {####}. ",
};
const SIGN_IN_CODE = "Your authentication code is {####}. ";

const FIRST_FACTORS = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"] as const;

/** @param functionOf returns the function's name by its ARN; undefined if the stack has no such function */
export function poolSettings(
  { id, physicalId, properties }: Resource,
  arn: string,
  region: string,
  functionOf: (arn: string) => string | undefined,
  findings: Findings,
): StackPool {
  if (properties.has("UsernameAttributes") && properties.has("AliasAttributes"))
    findings.refuse(`${id}: UsernameAttributes beside AliasAttributes`);
  const email = properties.part("EmailConfiguration");
  const sendsThroughSes = email.text("EmailSendingAccount") === "DEVELOPER";
  const invitation = properties.part("AdminCreateUserConfig");
  const mfa = properties.text("MfaConfiguration");
  const tokenTrigger = properties.part("LambdaConfig").part("PreTokenGenerationConfig");
  const version = tokenTrigger.text("LambdaVersion");
  const allowedFactors = properties
    .part("Policies")
    .part("SignInPolicy")
    .texts("AllowedFirstAuthFactors") ?? ["PASSWORD"];
  return {
    id: physicalId,
    arn,
    name: properties.text("UserPoolName") ?? id,
    region,
    tier: properties.text("UserPoolTier") ?? "ESSENTIALS",
    issuerType: properties.part("IssuerConfiguration").text("Type") === "UPDATED" ? "UPDATED" : "ORIGINAL",
    deletionProtected: properties.text("DeletionProtection") === "ACTIVE",
    usernameAttributes: ADDRESSES.filter((name) => properties.texts("UsernameAttributes")?.includes(name)),
    aliasAttributes: ALIASES.filter((name) => properties.texts("AliasAttributes")?.includes(name)),
    caseSensitive: properties.part("UsernameConfiguration").flag("CaseSensitive", true),
    schema: poolAttributes(properties.parts("Schema"), findings),
    autoVerified: properties.texts("AutoVerifiedAttributes") ?? [],
    verifiedBeforeUpdate:
      properties.part("UserAttributeUpdateSettings").texts("AttributesRequireVerificationBeforeUpdate") ?? [],
    recovery: recoveryOf(properties),
    passwordPolicy: passwordPolicy(properties),
    firstFactors: FIRST_FACTORS.filter((factor) => allowedFactors.includes(factor)),
    passkeys: {
      relyingPartyId: properties.text("WebAuthnRelyingPartyID"),
      userVerification: properties.text("WebAuthnUserVerification") === "required" ? "required" : "preferred",
      isMultiFactor: properties.text("WebAuthnFactorConfiguration") === "MULTI_FACTOR_WITH_USER_VERIFICATION",
    },
    mfa: mfa === "ON" || mfa === "OPTIONAL" ? mfa : "OFF",
    mfaKinds: (["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"] as const).filter((kind) =>
      properties.texts("EnabledMfas")?.includes(kind),
    ),
    deviceTracking: deviceTracking(properties),
    onlyAdministratorsCreate: invitation.flag("AllowAdminCreateUserOnly", false),
    verificationTemplates: templatesOf(
      properties.part("VerificationMessageTemplate"),
      "SmsMessage",
      olderVerification(properties),
    ),
    invitationTemplates: templatesOf(invitation.part("InviteMessageTemplate"), "SMSMessage", INVITATION),
    signInSms: properties.text("SmsAuthenticationMessage") ?? SIGN_IN_CODE,
    signInEmail: {
      subject: properties.text("EmailAuthenticationSubject") ?? "Your authentication code",
      email: properties.text("EmailAuthenticationMessage") ?? SIGN_IN_CODE,
    },
    sendsThroughSes,
    emailSendingAccount: sendsThroughSes ? "DEVELOPER" : "COGNITO_DEFAULT",
    emailFrom: email.text("From") ?? "no-reply@verificationemail.com",
    ...triggersOf(properties.part("LambdaConfig"), functionOf, findings),
    // Only operations ask for tags, so those of the template are not read.
    tags: {},
    tokenTriggerVersion: version === "V2_0" || version === "V3_0" ? version : "V1_0",
  };
}

/** Either property switches it on, whatever its value. */
function deviceTracking(properties: Properties): PoolSettings["deviceTracking"] {
  const devices = properties.part("DeviceConfiguration");
  const [onRequest, replaces] = ["DeviceOnlyRememberedOnUserPrompt", "ChallengeRequiredOnNewDevice"] as const;
  if (!devices.has(onRequest) && !devices.has(replaces)) return undefined;
  return {
    onlyOnRequest: devices.flag(onRequest, false),
    replacesSecondFactor: devices.flag(replaces, false),
  };
}

/** Without a setting, a verified telephone comes before a verified address. */
function recoveryOf(properties: Properties): readonly string[] {
  const mechanisms = properties.part("AccountRecoverySetting").parts("RecoveryMechanisms");
  if (mechanisms.length === 0) return ["verified_phone_number", "verified_email"];
  return [...mechanisms]
    .sort((one, other) => one.integer("Priority", 1) - other.integer("Priority", 1))
    .map((mechanism) => mechanism.requiredText("Name"));
}

/** A pool without a policy requires every kind of character; a policy requires only those that it names. */
function passwordPolicy(properties: Properties) {
  const policies = properties.part("Policies");
  const policy = policies.part("PasswordPolicy");
  const unsaid = !policies.has("PasswordPolicy");
  return {
    minimumLength: policy.integer("MinimumLength", 8),
    requireLowercase: policy.flag("RequireLowercase", unsaid),
    requireUppercase: policy.flag("RequireUppercase", unsaid),
    requireNumbers: policy.flag("RequireNumbers", unsaid),
    requireSymbols: policy.flag("RequireSymbols", unsaid),
    temporaryPasswordValidityDays: policy.integer(
      "TemporaryPasswordValidityDays",
      // The older name of the setting.
      properties.part("AdminCreateUserConfig").integer("UnusedAccountValidityDays", 7),
    ),
  };
}

/** The messages by their older names, from before the message template. */
const olderVerification = (properties: Properties): MessageTemplates => ({
  subject: properties.text("EmailVerificationSubject") ?? VERIFICATION.subject,
  email: properties.text("EmailVerificationMessage") ?? VERIFICATION.email,
  sms: properties.text("SmsVerificationMessage") ?? VERIFICATION.sms,
});

const templatesOf = (template: Properties, smsKey: string, fallback: MessageTemplates): MessageTemplates => ({
  subject: template.text("EmailSubject") ?? fallback.subject,
  email: template.text("EmailMessage") ?? fallback.email,
  sms: template.text(smsKey) ?? fallback.sms,
});

function triggersOf(
  lambdaConfig: Properties,
  functionOf: (arn: string) => string | undefined,
  findings: Findings,
): Pick<PoolSettings, "triggers" | "triggerArns"> {
  const wired = TRIGGERS.flatMap((trigger) => {
    // Most triggers are a bare ARN. Those with versions are an object.
    const key = trigger === "InboundFederation" ? trigger : `${trigger}Config`;
    const arn = lambdaConfig.part(key).text("LambdaArn") ?? lambdaConfig.text(trigger);
    if (arn === undefined) return [];
    const name = functionOf(arn);
    if (name !== undefined) return [{ trigger, name, arn }];
    findings.refuse(`${lambdaConfig.place}.${trigger}, which is not a function of this stack`);
    return [];
  });
  return {
    triggers: Object.fromEntries(wired.map(({ trigger, name }) => [trigger, name])),
    triggerArns: Object.fromEntries(wired.map(({ trigger, arn }) => [trigger, arn])),
  };
}
