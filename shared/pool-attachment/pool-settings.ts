import type { PoolDescription } from "../aws/described-pool";
import { isRecord } from "../json";

/**
 * Members that DescribeUserPool returns and UpdateUserPool does not take: fixed properties of a pool, settings of
 * other operations, and observations of Cognito. Every other member is sent back.
 */
const ONLY_TOLD: readonly string[] = [
  "Id",
  // UpdateUserPool calls it PoolName.
  "Name",
  "Arn",
  "Status",
  "CreationDate",
  "LastModifiedDate",
  "SchemaAttributes",
  "AliasAttributes",
  "UsernameAttributes",
  "UsernameConfiguration",
  "EstimatedNumberOfUsers",
  "Domain",
  "CustomDomain",
  "SmsConfigurationFailure",
  "EmailConfigurationFailure",
];

/** The settings that every update has to send, because Cognito resets those that are left out. */
export function settingsOf(pool: PoolDescription): PoolDescription {
  const told = Object.entries(pool).filter(
    ([name, value]) => !ONLY_TOLD.includes(name) && value !== null && value !== undefined,
  );
  return { ...Object.fromEntries(told), ...invitationSettings(pool), ...tagSettings(pool) };
}

/** Tags without those of AWS itself: UpdateUserPool refuses them, and keeps them where an update has none. */
function tagSettings({ UserPoolTags }: PoolDescription): PoolDescription {
  if (!isRecord(UserPoolTags)) return {};
  const tags = Object.entries(UserPoolTags).filter(([key]) => !/^aws:/i.test(key));
  return { UserPoolTags: Object.fromEntries(tags) };
}

/** Without the older name of TemporaryPasswordValidityDays: Cognito returns both and refuses an update with both. */
function invitationSettings({ Policies, AdminCreateUserConfig }: PoolDescription): PoolDescription {
  const days = part(part(Policies).PasswordPolicy).TemporaryPasswordValidityDays;
  if (!isRecord(AdminCreateUserConfig) || days === undefined) return {};
  const { UnusedAccountValidityDays: _, ...settings } = AdminCreateUserConfig;
  return { AdminCreateUserConfig: settings };
}

/** The request of UpdateUserPool with other triggers and everything else unchanged. */
export const updateOf = (pool: PoolDescription, LambdaConfig: PoolDescription): PoolDescription => ({
  ...settingsOf(pool),
  UserPoolId: pool.Id,
  ...(pool.Name !== undefined && { PoolName: pool.Name }),
  LambdaConfig,
});

interface Unsendable {
  readonly setting: string;
  readonly why: string;
  readonly isSo: (pool: PoolDescription) => boolean;
}

/**
 * The older names of three texts. Cognito returns them beside the template, and accepts both only if they are equal.
 */
const OLDER_TEXTS = {
  SmsVerificationMessage: "SmsMessage",
  EmailVerificationMessage: "EmailMessage",
  EmailVerificationSubject: "EmailSubject",
} as const;

/** Settings that Cognito can hold and refuses to take back. Left out, they would be reset. */
const UNSENDABLE: readonly Unsendable[] = [
  {
    setting: "SmsConfiguration",
    why: "it names no role (SnsCallerArn), without which Cognito takes none",
    isSo: ({ SmsConfiguration: sms }) => isRecord(sms) && sms.SnsCallerArn === undefined,
  },
  {
    setting: "EmailConfiguration",
    why: "it sends through SES and names no identity (SourceArn), without which Cognito takes none",
    isSo: ({ EmailConfiguration: email }) =>
      isRecord(email) && email.EmailSendingAccount === "DEVELOPER" && email.SourceArn === undefined,
  },
  {
    setting: "LambdaConfig.KMSKeyID",
    why: "a custom sender is set and its key is not told, without which Cognito takes none",
    isSo: ({ LambdaConfig }) => {
      const { CustomSMSSender, CustomEmailSender, KMSKeyID } = part(LambdaConfig);
      return (CustomSMSSender ?? CustomEmailSender) !== undefined && KMSKeyID === undefined;
    },
  },
  ...Object.entries(OLDER_TEXTS).map(([setting, inTemplate]) => ({
    setting,
    why: `it differs from VerificationMessageTemplate.${inTemplate}, and Cognito takes only one text`,
    isSo: (pool: PoolDescription) => {
      const text = part(pool.VerificationMessageTemplate)[inTemplate];
      return text !== undefined && pool[setting] !== undefined && pool[setting] !== text;
    },
  })),
];

/** Settings that an update would reset and cannot send, in words for the operator who has to correct them. */
export const unsendableIn = (pool: PoolDescription): readonly string[] =>
  UNSENDABLE.filter(({ isSo }) => isSo(pool)).map(({ setting, why }) => `${setting}: ${why}`);

/** The names of settings that differ between two descriptions of a pool, except the triggers. */
export function differingSettings(before: PoolDescription, after: PoolDescription): readonly string[] {
  const [one, other] = [before, after].map((pool) => ({ ...settingsOf(pool), PoolName: pool.Name }));
  return [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])]
    .filter((name) => name !== "LambdaConfig" && !isSame(read(one, name), read(other, name)))
    .sort();
}

const read = (settings: PoolDescription | undefined, name: string): unknown => settings?.[name];

/** Whether two values of JSON are equal. Lists of texts have no order, as in Cognito's answers. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false;
    const isWords = [...one, ...other].every((entry) => typeof entry === "string");
    const [left, right] = isWords ? [[...one].sort(), [...other].sort()] : [one, other];
    return left.every((entry, index) => isSame(entry, right[index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => isSame(one[name], other[name]));
  }
  return one === other;
}

const part = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});
