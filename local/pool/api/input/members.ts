import { flag, list, part, required, text, whole, word } from "./shapes";

/** Members that several operations share, with the rules of the service's model. */

const VISIBLE = "\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}";
const LONGEST = 131_072;

/** A text for which the model gives no further rule. */
export const PLAIN_TEXT = text({ longest: LONGEST });

export const USER_POOL_ID = text({ shortest: 1, longest: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" });
export const CLIENT_ID = text({ shortest: 1, longest: 128, pattern: "[\\w+]+" });
export const USERNAME = text({ shortest: 1, longest: 128, pattern: `[${VISIBLE}]+`, secret: true });
export const GROUP_NAME = text({ shortest: 1, longest: 128, pattern: `[${VISIBLE}]+` });
export const PROVIDER_NAME = text({ shortest: 1, longest: 32, pattern: `[${VISIBLE}\\p{Z}]+` });
export const URL = text({ shortest: 1, longest: 1_024, pattern: `[${VISIBLE}]+` });
export const ARN = text({
  shortest: 20,
  longest: 2_048,
  pattern:
    "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
});

/** The form of any password. Only new passwords are checked against the policy. */
export const PASSWORD = text({ longest: 256, pattern: "^[\\S]+.*[\\S]+$", secret: true });
export const SECRET_HASH = text({ shortest: 1, longest: 128, pattern: "[\\w+=/]+", secret: true });
export const CLIENT_SECRET = text({ shortest: 24, longest: 64, pattern: "[\\w+]+", secret: true });
export const CODE = text({ shortest: 1, longest: 2_048, pattern: "[\\S]+", secret: true });
export const SESSION = text({ shortest: 20, longest: 2_048, secret: true });
export const TOKEN = text({ pattern: "[A-Za-z0-9-_=.]+", secret: true });

export const DEVICE_KEY = text({ shortest: 1, longest: 55, pattern: "[\\w-]+_[0-9a-f-]+" });
export const DEVICE_STATUS = word("remembered", "not_remembered");

export const ATTRIBUTE_NAME = text({ shortest: 1, longest: 32, pattern: `[${VISIBLE}\\t\\n\\r ]+` });
export const ATTRIBUTES = list(
  part({ Name: required(ATTRIBUTE_NAME), Value: text({ longest: 2_048, secret: true }) }),
);

export const PAGE_LIMIT = whole(0, 60);
export const PAGE_TOKEN = text({ shortest: 1, longest: LONGEST, pattern: "[\\S]+" });
export const PAGE = { Limit: PAGE_LIMIT, NextToken: PAGE_TOKEN };

export const AUTH_FLOW = word(
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
);
export const CHALLENGE_NAME = word(
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
);

const MFA_SETTINGS = part({ Enabled: flag, PreferredMfa: flag });
export const MFA_PREFERENCE = {
  SMSMfaSettings: MFA_SETTINGS,
  SoftwareTokenMfaSettings: MFA_SETTINGS,
  EmailMfaSettings: MFA_SETTINGS,
  WebAuthnMfaSettings: part({ Enabled: flag }),
};

/** Analytics and the device's fingerprint, which apps send. The form is checked; the content is not used. */
export const APP_CONTEXT = {
  AnalyticsMetadata: part({ AnalyticsEndpointId: PLAIN_TEXT }),
  UserContextData: part({ IpAddress: PLAIN_TEXT, EncodedData: PLAIN_TEXT }),
};
export const SERVER_CONTEXT = {
  AnalyticsMetadata: APP_CONTEXT.AnalyticsMetadata,
  ContextData: part({
    IpAddress: required(PLAIN_TEXT),
    ServerName: required(PLAIN_TEXT),
    ServerPath: required(PLAIN_TEXT),
    HttpHeaders: required(list(part({ headerName: PLAIN_TEXT, headerValue: PLAIN_TEXT }))),
    EncodedData: PLAIN_TEXT,
  }),
};

/** The members by which an app names a person who need not be signed in. */
export const NAMED_BY_APP = {
  ClientId: required(CLIENT_ID),
  SecretHash: SECRET_HASH,
  Username: required(USERNAME),
};
/** The members by which an administrators' operation names a pool, and a person in it. */
export const NAMED_POOL = { UserPoolId: required(USER_POOL_ID) };
export const ADMINISTERED = { ...NAMED_POOL, Username: required(USERNAME) };
