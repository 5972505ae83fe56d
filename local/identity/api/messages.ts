/**
 * What identity pools of AWS answer.
 * https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html
 */
export const MESSAGES = {
  guests: "Unauthenticated access is not supported for this identity pool.",
  provider: "Token is not from a supported provider of this identity pool.",
  issuer: "Invalid login token. Issuer doesn't match providerName",
  audience: "Invalid login token. Missing a required claim: aud",
  signature: "Invalid login token. Couldn't verify signed token.",
  expired: (now: number, expiry: number) => `Invalid login token. Token expired: ${now} >= ${expiry}`,
  forbidden: (identityId: string) => `Access to Identity '${identityId}' is forbidden.`,
  otherPerson:
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  noPool: (poolId: string) => `IdentityPool '${poolId}' not found.`,
  noIdentity: (identityId: string) => `Identity '${identityId}' not found.`,
  classicFlow: "Basic (classic) flow is not enabled, please use enhanced flow.",
} as const;

/** The errors are those of AWS, but their exact texts are not confirmed. */
export const UNCONFIRMED_MESSAGES = {
  /** Not an ID token: no JWT at all, or an access token to which a trigger has added an audience. */
  notIdentity: "Invalid login token. Not a valid OpenId Connect identity token.",
  /** The user is gone, disabled or signed out: what ServerSideTokenCheck finds. */
  ended: "Invalid login token. Token is no longer valid.",
  customRole: "The requested role is not among the roles of the token.",
  noPreference: "The token prefers no role, and the role cannot be resolved.",
} as const;
