import type { PasswordPolicy } from "./passwords/policy";
import type { TriggerVersion } from "./tokens/override";
import type { TokenValidity } from "./tokens/token-validity";
import type { TriggerName } from "./triggers/run-trigger";
import type { Address, AliasAttribute } from "./users/addresses";

/** An attribute of the pool's schema, standard or custom; custom names carry their prefix. */
export interface AttributeSettings {
  readonly name: string;
  readonly type: "String" | "Number" | "Boolean" | "DateTime";
  readonly mutable: boolean;
  readonly required: boolean;
  /** Of a text, as far as the schema says. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Of a number. */
  readonly least?: number;
  readonly most?: number;
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
  readonly managedLoginVersion?: number | undefined;
  /** Of a whole domain. */
  readonly certificateArn?: string | undefined;
}

/** The first factors of a sign-in. */
export type FirstFactor = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

/** The second factors of a sign-in. */
export type MfaKind = "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP";

export interface PasskeySettings {
  /** The domain that passkeys are for; without it, that of the sign-in pages. */
  readonly relyingPartyId: string | undefined;
  /** Whether a passkey has to ask who holds it, by a PIN or a fingerprint. */
  readonly userVerification: "required" | "preferred";
  /** Whether one that has asked counts as both factors. */
  readonly isMultiFactor: boolean;
}

/** How the pool remembers devices. */
export interface DeviceTracking {
  /** Whether a device is remembered only once its owner says so. */
  readonly onlyOnRequest: boolean;
  /** Whether a remembered device stands for the second factor. */
  readonly replacesSecondFactor: boolean;
}

/** A resource server, whose scopes clients can be allowed. */
export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** By what people are called when they sign in. */
export interface SignInNames {
  /** Addresses that are given in the place of a user name, which the pool then makes up. */
  readonly usernameAttributes: readonly Address[];
  /** The attributes by which people are found besides the user name that the app has chosen; addresses only once they are verified. */
  readonly aliasAttributes: readonly AliasAttribute[];
  readonly caseSensitive: boolean;
}

/** The pool as the template has it, or as the operation that has created it. */
export interface PoolSettings extends SignInNames {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly tier: string;
  /** Which of two addresses tokens name. */
  readonly issuerType: "ORIGINAL" | "UPDATED";
  readonly deletionProtected: boolean;
  readonly domain: Domain | undefined;
  readonly schema: readonly AttributeSettings[];
  readonly autoVerified: readonly string[];
  /** Attributes whose new value takes effect only once its code is entered. */
  readonly verifiedBeforeUpdate: readonly string[];
  readonly passwordPolicy: PasswordPolicy;
  /** The first factors of the flow USER_AUTH. */
  readonly firstFactors: readonly FirstFactor[];
  readonly passkeys: PasskeySettings;
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  readonly mfaKinds: readonly MfaKind[];
  readonly onlyAdministratorsCreate: boolean;
  readonly verificationTemplates: MessageTemplates;
  readonly invitationTemplates: MessageTemplates;
  readonly signInSms: string;
  /** The code of a sign-in by e-mail, as the first factor or the second. */
  readonly signInEmail: Pick<MessageTemplates, "subject" | "email">;
  /** Only a pool with a sender of its own takes e-mail from custom-message. */
  readonly sendsThroughSes: boolean;
  /** Who would send the messages on AWS, as an operation has said it; here, all of them go to the inbox. */
  readonly senders?: { readonly email?: object | undefined; readonly sms?: object | undefined };
  /** The names of functions. */
  readonly triggers: Readonly<Partial<Record<TriggerName, string>>>;
  /** The same functions, as the pool was told of them. Pools that were kept by an earlier version do not know it. */
  readonly triggerArns?: Readonly<Partial<Record<TriggerName, string>>>;
  readonly tokenTriggerVersion: TriggerVersion;
  /** How a forgotten password may be replaced, the preferred way first. */
  readonly recovery: readonly string[];
  readonly identityProviders: readonly IdentityProviderSettings[];
  readonly resourceServers: readonly ResourceServer[];
  /** Whether the pool lists the sessions of its people, and how many of a client's one person may have. */
  readonly sessionTracking: { readonly mostPerUser: number } | undefined;
  readonly deviceTracking: DeviceTracking | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Another service that signs people in for the pool. */
export interface IdentityProviderSettings {
  readonly name: string;
  /** `SAML`, `OIDC`, or the name of one that Cognito knows. */
  readonly type: string;
  /** Where the provider is, and who the pool is there. They may refer to secrets, as `{{resolve:secretsmanager:...}}`. */
  readonly details: Readonly<Record<string, string>>;
  /** The provider's attribute by the pool's. */
  readonly attributeMapping: Readonly<Record<string, string>>;
  /** Further names of the provider for clients, such as the domain of its people. */
  readonly identifiers: readonly string[];
  /** Otherwise it is as old as the pool. */
  readonly createdAt?: string;
  readonly modifiedAt?: string;
}

export interface ClientSettings {
  readonly id: string;
  readonly name: string;
  readonly secret: string | undefined;
  readonly authFlows: readonly string[];
  /** Without a list, a client reads and writes the standard attributes, and no custom one. */
  readonly readAttributes: readonly string[] | undefined;
  readonly writeAttributes: readonly string[] | undefined;
  /** Whether the pool hides who exists. It does not where nobody has said so. */
  readonly hidesExistence: boolean | undefined;
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
  /** The providers that sign the client's people in. An empty list means only the pool itself. */
  readonly identityProviders: readonly string[];
}

export interface GroupSettings {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}
