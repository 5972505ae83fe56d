import type { Pool } from "../../pool";
import type { ClientSettings, PoolSettings, ResourceServer } from "../../settings";
import { checkFlows, FLOWS_BY_DEFAULT } from "../../sign-in/auth-flows";
import { SELF_SERVICE } from "../../tokens/access-tokens";
import { readTokenValidity, UNITS } from "../../tokens/token-validity";
import { CognitoError, invalidParameter } from "../errors";
import { ARN, CLIENT_ID, NAMED_POOL, PLAIN_TEXT, PROVIDER_NAME, URL } from "../input/members";
import { flag, type InputOf, list, part, required, text, whole, word } from "../input/shapes";

/** The app client that an administrators' operation names. */
export const NAMED_CLIENT = { ...NAMED_POOL, ClientId: required(CLIENT_ID) };
export const CLIENT_NAME = text({ shortest: 1, longest: 128, pattern: "[\\w\\s+=,.@-]+" });

const PERMISSIONS = list(text({ shortest: 1, longest: 2_048 }));
const UNIT = word(...UNITS);

export const CLIENT_SETTINGS = {
  RefreshTokenValidity: whole(0, 315_360_000),
  AccessTokenValidity: whole(1, 86_400),
  IdTokenValidity: whole(1, 86_400),
  TokenValidityUnits: part({ AccessToken: UNIT, IdToken: UNIT, RefreshToken: UNIT }),
  ReadAttributes: PERMISSIONS,
  WriteAttributes: PERMISSIONS,
  ExplicitAuthFlows: list(
    word(
      "ADMIN_NO_SRP_AUTH",
      "CUSTOM_AUTH_FLOW_ONLY",
      "USER_PASSWORD_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_AUTH",
    ),
  ),
  SupportedIdentityProviders: list(PROVIDER_NAME),
  CallbackURLs: list(URL, 100),
  LogoutURLs: list(URL, 100),
  DefaultRedirectURI: URL,
  AllowedOAuthFlows: list(word("code", "implicit", "client_credentials"), 3),
  AllowedOAuthScopes: list(
    text({ shortest: 1, longest: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" }),
    50,
  ),
  AllowedOAuthFlowsUserPoolClient: flag,
  AnalyticsConfiguration: part({
    ApplicationId: text({ pattern: "^[0-9a-fA-F]+$" }),
    ApplicationArn: ARN,
    RoleArn: ARN,
    ExternalId: PLAIN_TEXT,
    UserDataShared: flag,
  }),
  PreventUserExistenceErrors: word("LEGACY", "ENABLED"),
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: flag,
  AuthSessionValidity: whole(3, 15),
  RefreshTokenRotation: part({
    Feature: required(word("ENABLED", "DISABLED")),
    RetryGracePeriodSeconds: whole(0, 60),
  }),
};
type Input = InputOf<typeof CLIENT_SETTINGS>;

const OF_THE_SERVICE = ["sub", "identities"];
const VERIFICATIONS = ["email_verified", "phone_number_verified"];

/** The settings of a client in a request. A setting that is left out gets its default, in an update as well. */
export function clientSettings(
  { settings }: Pick<Pool, "settings">,
  input: Input,
  hasSecret: boolean,
): Omit<ClientSettings, "id" | "name" | "secret"> {
  const { RefreshTokenRotation: rotation, ExplicitAuthFlows: flows = [] } = input;
  const { PreventUserExistenceErrors: existenceErrors } = input;
  checkFlows(flows);
  checkPermissions(input, settings);
  checkProviders(input, settings);
  return {
    authFlows: flows.length > 0 ? flows : FLOWS_BY_DEFAULT,
    readAttributes: unlessEmpty(input.ReadAttributes),
    writeAttributes: unlessEmpty(input.WriteAttributes),
    hidesExistence: existenceErrors === undefined ? undefined : existenceErrors === "ENABLED",
    revocable: input.EnableTokenRevocation ?? true,
    rotation:
      rotation?.Feature === "ENABLED" ? { graceSeconds: rotation.RetryGracePeriodSeconds ?? 0 } : undefined,
    sessionSeconds: (input.AuthSessionValidity ?? 3) * 60,
    tokenValidity: readTokenValidity(
      (token) => input[`${token}Validity`],
      (token) => input.TokenValidityUnits?.[token],
      () => invalidParameter("Invalid range for token validity."),
    ),
    ...oauthSettings(settings, input, hasSecret),
    callbackUrls: input.CallbackURLs ?? [],
    logoutUrls: input.LogoutURLs ?? [],
    defaultRedirectUri: input.DefaultRedirectURI,
    identityProviders: input.SupportedIdentityProviders ?? [],
  };
}

const unlessEmpty = (names: readonly string[] | undefined) => (names?.length ? names : undefined);

function checkPermissions({ ReadAttributes, WriteAttributes }: Input, { schema }: PoolSettings): void {
  const writable = schema
    .map(({ name }) => name)
    .filter((name) => ![...OF_THE_SERVICE, ...VERIFICATIONS].includes(name));
  const readable = [...writable, ...OF_THE_SERVICE, ...VERIFICATIONS];
  if (ReadAttributes?.some((name) => !readable.includes(name)))
    throw invalidParameter("Invalid read attributes specified while creating a client");
  if (WriteAttributes?.some((name) => !writable.includes(name)))
    throw invalidParameter("Invalid write attributes specified while creating a client");
}

function checkProviders({ SupportedIdentityProviders: names = [] }: Input, settings: PoolSettings): void {
  const known = ["COGNITO", ...settings.identityProviders.map(({ name }) => name)];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${settings.id}.`);
}

/** The lists of flows and scopes have an effect only together with the flag. */
function oauthSettings({ resourceServers }: PoolSettings, input: Input, hasSecret: boolean) {
  if (!input.AllowedOAuthFlowsUserPoolClient) return { oauthFlows: [], oauthScopes: [] };
  const { AllowedOAuthFlows: oauthFlows = [], AllowedOAuthScopes: oauthScopes = [] } = input;
  if (oauthFlows.length === 0 || oauthScopes.length === 0)
    throw invalidOauthFlow(
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  if (oauthFlows.includes("client_credentials")) {
    if (oauthFlows.length > 1)
      throw invalidOauthFlow(
        "client_credentials flow can not be selected along with code flow or implicit flow.",
      );
    if (!hasSecret)
      throw invalidOauthFlow("client_credentials flow can not be selected if client does not have a secret.");
  }
  const known = [...SCOPES_OF_EVERY_POOL, ...resourceServers.flatMap(scopesOf)];
  const unknown = oauthScopes.find((scope) => !known.includes(scope));
  if (unknown !== undefined)
    throw new CognitoError("ScopeDoesNotExistException", `Invalid scope requested: ${unknown}`);
  return { oauthFlows, oauthScopes };
}

const SCOPES_OF_EVERY_POOL = ["openid", "email", "phone", "profile", SELF_SERVICE];
const scopesOf = ({ identifier, scopes }: ResourceServer): readonly string[] =>
  scopes.map(({ name }) => `${identifier}/${name}`);

const invalidOauthFlow = (message: string) => new CognitoError("InvalidOAuthFlowException", message);
