import { sendsCodes, takesPasskeys } from "../../shared/passwordless";
import type { ParameterValues } from ".";

/** The room for these lists in the environment of pre-sign-up: 4 KB, less all other values. */
const LONGEST_LISTS = 3 * 1024;

const isWithoutPages = ({
  domainPrefix,
  customDomain,
}: Pick<ParameterValues, "domainPrefix" | "customDomain">): boolean =>
  domainPrefix === undefined && customDomain === undefined;

/** Values that are valid by themselves but not together. Each function returns what is wrong, or false. */
export const COMBINATIONS: readonly ((values: ParameterValues) => string | false)[] = [
  ({ machineClient, preTokenGeneration }) =>
    machineClient === "on" &&
    preTokenGeneration === "V2_0" &&
    "machineClient is on, but preTokenGeneration is V2_0, with which Cognito does not call the trigger for machines: " +
      "their tokens would name no tenant. Set preTokenGeneration to V3_0",
  ({ emailSender, emailFrom }) =>
    emailSender !== "cognito" &&
    emailFrom === undefined &&
    "emailFrom is missing: SES needs an address to send from, such as Example <login@example.com>",
  ({ emailSender, emailFrom }) => {
    const [, domain] = /:identity\/([^@]+)$/.exec(emailSender) ?? [];
    const from = emailFrom?.replace(/^.*@|>$/g, "");
    return (
      domain !== undefined &&
      from !== undefined &&
      from !== domain &&
      !from.endsWith(`.${domain}`) &&
      `emailFrom is not an address of ${domain}, the identity that emailSender names`
    );
  },
  ({ machineClient, ...domains }) =>
    machineClient === "on" &&
    isWithoutPages(domains) &&
    "domainPrefix is missing: machineClient is on, and without sign-in pages there is no token endpoint",
  ({ identityProviders, ...domains }) =>
    identityProviders.length > 0 &&
    isWithoutPages(domains) &&
    "domainPrefix is missing: people reach identity providers through the sign-in pages",
  ({ managedLogin, ...domains }) =>
    managedLogin === "on" &&
    isWithoutPages(domains) &&
    "domainPrefix is missing: managedLogin is on, and without a domain there are no sign-in pages",
  ({ customDomain, customDomainCertificate }) =>
    (customDomain === undefined) !== (customDomainCertificate === undefined) &&
    "customDomain and customDomainCertificate go together: set both or neither",
  ({ apiDomain, apiDomainCertificate }) =>
    (apiDomain === undefined) !== (apiDomainCertificate === undefined) &&
    "apiDomain and apiDomainCertificate go together: set both or neither",
  ({ emailSender, emailReplyTo, emailConfigurationSet }) =>
    emailSender === "cognito" &&
    (emailReplyTo !== undefined || emailConfigurationSet !== undefined) &&
    "emailReplyTo and emailConfigurationSet are for e-mail of SES, but emailSender is cognito",
  ({ refreshTokenCookie, corsOrigins }) =>
    refreshTokenCookie === "on" &&
    corsOrigins === "none" &&
    "corsOrigins is none, but refreshTokenCookie is on: the cookie is only for pages of listed origins",
  ({ identityPool, guests }) =>
    guests === "on" &&
    identityPool === "off" &&
    "guests is on, but identityPool is off: without an identity pool nobody gets credentials",
  ({ identityPool, operatorsRole }) =>
    operatorsRole === "on" &&
    identityPool === "off" &&
    "operatorsRole is on, but identityPool is off: without an identity pool nobody gets credentials",
  ({ identityPool, signUpPolicy, publicTenant }) =>
    identityPool === "on" &&
    signUpPolicy === "open" &&
    publicTenant === "public" &&
    "publicTenant is public, and signUpPolicy is open: with an identity pool, the files of the tenant public would be " +
      "in the folder public/, which everybody reads. Call the tenant otherwise, such as publicTenant=everyone",
  ({ accountLinking, providerClaims }) =>
    accountLinking === "on" &&
    providerClaims === "all" &&
    "accountLinking is on, but providerClaims is all: a provider could give somebody whom it is linked to any address. " +
      "Set providerClaims to mapped",
  ({ emailMfa, mfa }) =>
    emailMfa === "on" && mfa === "off" && "emailMfa is on, but mfa is off. Set mfa to optional or required",
  ({ emailMfa, emailSender }) =>
    emailMfa === "on" &&
    emailSender === "cognito" &&
    "emailMfa is on, but emailSender is cognito: Cognito sends codes of a second factor only through an SES identity",
  ({ emailMfa, mfa, smsMfa }) =>
    emailMfa === "on" &&
    mfa === "required" &&
    smsMfa === "off" &&
    "emailMfa is on and mfa is required, but smsMfa is off: nobody recovers by the e-mail that is their second factor, " +
      "and there would be no other way to a new password. Set mfa to optional, or smsMfa to on",
  ({ smsMfa, mfa }) =>
    smsMfa === "on" && mfa === "off" && "smsMfa is on, but mfa is off. Set mfa to optional or required",
  ({ passwordless, mfa }) =>
    sendsCodes(passwordless) &&
    mfa === "required" &&
    `passwordless is ${passwordless}, but mfa is required: a code is one factor, and Cognito refuses both together. ` +
      "Set passwordless to passkey and passkeyMfa to on, or mfa to optional",
  ({ passwordless, passkeyMfa, mfa }) =>
    passwordless === "passkey" &&
    mfa === "required" &&
    passkeyMfa === "off" &&
    "passwordless is passkey, but mfa is required: Cognito refuses passkeys that count as one factor then. " +
      "Set passkeyMfa to on, or mfa to optional",
  ({ passwordless, passkeyDomain }) =>
    takesPasskeys(passwordless) &&
    passkeyDomain === undefined &&
    "passkeyDomain is missing: passkeys are for the pages of one domain, such as example.com",
  ({ passwordless, passkeyMfa }) =>
    passkeyMfa === "on" &&
    !takesPasskeys(passwordless) &&
    `passkeyMfa is on, but passwordless is ${passwordless}: there are no passkeys. Set passwordless to passkey or both`,
  ({ passkeyMfa, mfa }) =>
    passkeyMfa === "on" &&
    mfa === "off" &&
    "passkeyMfa is on, but mfa is off. Set mfa to optional or required",
  ({ deviceMfa, rememberDevices }) =>
    deviceMfa === "on" &&
    rememberDevices !== "ask" &&
    `deviceMfa is on, but rememberDevices is ${rememberDevices}: a device stands for the second factor only where its ` +
      "owner has asked for it. Set rememberDevices to ask",
  ({ deviceMfa, mfa }) =>
    deviceMfa === "on" && mfa === "off" && "deviceMfa is on, but mfa is off. Set mfa to optional or required",
  ({ rememberDevices, panel }) =>
    rememberDevices !== "off" &&
    panel === "on" &&
    `rememberDevices is ${rememberDevices}, but panel is on: Cognito renews a sign-in only from a device that was ` +
      "confirmed, and the API, through which people come to the panel, confirms none. Set panel to off",
  ({ rememberDevices, refreshTokenCookie }) =>
    rememberDevices !== "off" &&
    refreshTokenCookie === "on" &&
    `rememberDevices is ${rememberDevices}, but refreshTokenCookie is on: Cognito renews a sign-in only from a device ` +
      "that was confirmed, and the API confirms none. Set refreshTokenCookie to off",
  ({ existingPool, existingClient }) =>
    (existingPool === undefined) !== (existingClient === undefined) &&
    "existingPool and existingClient go together: set both or neither",
  ({ issuer, restApi }) =>
    issuer === "updated" &&
    restApi === "on" &&
    "issuer is updated, but restApi is on: its kind of authorizer takes only tokens of the original issuer. Set restApi to off",
  // AWS does not say by which name an identity pool knows the updated issuer. Once it does, infra/identity-pool.ts can use it.
  ({ issuer, identityPool }) =>
    issuer === "updated" &&
    identityPool === "on" &&
    "issuer is updated, but identityPool is on: identity pools are documented to take tokens of the original issuer alone. " +
      "Set one of them otherwise",
  ({ existingPool, webClients }) =>
    existingPool !== undefined &&
    Object.keys(webClients).length > 0 &&
    "webClients are of the stack's own pool, but existingPool is set: whoever owns that pool makes its clients. " +
      "Register them by clients:register, and list them in apiClients",
  ({ webClients, brands }) => {
    const [name, { brand = "" } = {}] =
      Object.entries(webClients).find(([, client]) => client.brand && !brands.ofClient.has(client.brand)) ??
      [];
    return name !== undefined && `brands has no entry ${brand}, which webClients names for ${name}`;
  },
  ({ existingPool, existingSmsRole }) =>
    existingPool === undefined &&
    existingSmsRole !== undefined &&
    "existingSmsRole is set, but existingPool is not: the stack's own pool has a role of its own",
  ({ legacySource, legacyVpc }) =>
    legacySource.kind === "none" &&
    legacyVpc !== "none" &&
    "legacyVpc is set, but legacySource is none: there is no old system to reach. Set legacyVpc to none",
  ({ rollout, monitoring }) =>
    (rollout === "canary" || rollout === "linear") &&
    monitoring === "off" &&
    `rollout is ${rollout}, but monitoring is off: no alarm would tell of a bad release. Set monitoring to on, or rollout to ` +
      "all-at-once",
  ({ tier, threatProtection }) =>
    threatProtection !== "off" &&
    tier !== "plus" &&
    `threatProtection is ${threatProtection}, but tier is ${tier}: Cognito has it in the tier Plus alone. Set tier to plus`,
  ({ allowedEmailDomains, deniedEmailDomains, legacySource }) =>
    Buffer.byteLength(
      [allowedEmailDomains, deniedEmailDomains, JSON.stringify(legacySource.written)].join(""),
    ) > LONGEST_LISTS &&
    "allowedEmailDomains, deniedEmailDomains and legacySource together are too long: " +
      `pre-sign-up has room for ${LONGEST_LISTS} bytes of them`,
];
