import type { PasswordPolicy } from "./passwords/policy";
import type { TriggerVersion } from "./tokens/override";
import type { TokenValidity } from "./tokens/token-validity";
import type { TriggerName } from "./triggers/run-trigger";

/** An attribute of the pool's schema, standard or custom; custom names carry their prefix. */
export interface AttributeSettings {
  readonly name: string;
  readonly type: "String" | "Number" | "Boolean" | "DateTime";
  readonly mutable: boolean;
  readonly required: boolean;
  readonly minLength: number;
  readonly maxLength: number;
}

export interface MessageTemplates {
  readonly subject: string;
  readonly email: string;
  readonly sms: string;
}

/** Where the sign-in pages are: a prefix of Cognito's own domain, or a whole domain. */
export interface Domain {
  readonly domain: string;
  readonly isPrefix: boolean;
}

/** What can follow the first factor of a sign-in. */
export type MfaKind = "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP";

/** The pool as the template has it. */
export interface PoolSettings {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly tier: string;
  readonly deletionProtected: boolean;
  readonly domain: Domain | undefined;
  readonly schema: readonly AttributeSettings[];
  readonly autoVerified: readonly string[];
  /** Attributes whose new value takes effect only once its code is entered. */
  readonly verifiedBeforeUpdate: readonly string[];
  readonly passwordPolicy: PasswordPolicy;
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  readonly mfaKinds: readonly MfaKind[];
  readonly onlyAdministratorsCreate: boolean;
  readonly verificationTemplates: MessageTemplates;
  readonly invitationTemplates: MessageTemplates;
  readonly signInSms: string;
  readonly signInEmail: Pick<MessageTemplates, "subject" | "email">;
  /** Only a pool with a sender of its own takes e-mail from custom-message. */
  readonly sendsThroughSes: boolean;
  readonly triggers: Readonly<Partial<Record<TriggerName, string>>>;
  readonly tokenTriggerVersion: TriggerVersion;
  /** How a forgotten password may be replaced, the preferred way first. */
  readonly recovery: readonly string[];
  readonly identityProviders: readonly IdentityProviderSettings[];
  /** Whether the pool lists the sessions of its people, and how many of a client's one person may have. */
  readonly sessionTracking: { readonly mostPerUser: number } | undefined;
}

/** Another service that signs people in for the pool. */
export interface IdentityProviderSettings {
  readonly name: string;
  /** `SAML`, `OIDC`, or the name of one that Cognito knows. */
  readonly type: string;
  /** The provider's attribute by the pool's. */
  readonly attributeMapping: Readonly<Record<string, string>>;
}

export interface ClientSettings {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  readonly authFlows: readonly string[];
  /** Without a list, a client reads and writes the standard attributes, and no custom one. */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
  /** Whether the pool hides who exists. */
  readonly hidesExistence: boolean;
  readonly revocable: boolean;
  readonly rotation: { readonly graceSeconds: number } | undefined;
  readonly sessionSeconds: number;
  readonly tokenValidity: TokenValidity;
  readonly oauthFlows: readonly string[];
  readonly oauthScopes: readonly string[];
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  /** Where people go after sign-in when nothing else is asked for. */
  readonly defaultRedirectUri: string | undefined;
  readonly identityProviders: readonly string[];
}

export interface GroupSettings {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}
