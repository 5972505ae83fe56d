const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const OPENID = { email: "email", name: "name", given_name: "given_name", family_name: "family_name" };

/**
 * The claims from which Cognito fills the pool's attributes, by the type of the provider. A provider's word that an
 * address is verified is never taken over, and neither is a custom attribute.
 */
export const PROVIDER_CLAIMS = {
  SAML: {
    email: `${CLAIMS}/emailaddress`,
    name: `${CLAIMS}/name`,
    given_name: `${CLAIMS}/givenname`,
    family_name: `${CLAIMS}/surname`,
  },
  OIDC: OPENID,
  Google: OPENID,
  Facebook: { email: "email", name: "name", given_name: "first_name", family_name: "last_name" },
  SignInWithApple: { email: "email", given_name: "firstName", family_name: "lastName" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type ProviderType = keyof typeof PROVIDER_CLAIMS;

export const isProviderType = (value: unknown): value is ProviderType =>
  typeof value === "string" && Object.hasOwn(PROVIDER_CLAIMS, value);

/** The claims by which Cognito tells the accounts of a provider apart. They become part of the user name. */
export const SUBJECT_CLAIMS: readonly string[] = ["sub", "id", "NameID", `${CLAIMS}/nameidentifier`];
