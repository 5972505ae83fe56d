import { CognitoError, invalidParameter, notSimulated } from "./errors";
import type { Client, Pool } from "./pool";
import {
  checkPoolId,
  type Input,
  optionalFlag,
  optionalInteger,
  optionalPart,
  optionalText,
  optionalWord,
  requireClient,
  textList,
} from "./request";
import type { ClientSettings, PoolSettings } from "./settings";
import { readTokenValidity } from "./token-validity";

const FLOWS = [
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_CUSTOM_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
  "ALLOW_USER_AUTH",
];
const FLOWS_OF_BEFORE = ["ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH_FLOW_ONLY", "USER_PASSWORD_AUTH"];
const FLOWS_BY_DEFAULT = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
const OAUTH_FLOWS = ["code", "implicit", "client_credentials"];
const OF_THE_SERVICE = ["sub", "identities"];
const VERIFICATIONS = ["email_verified", "phone_number_verified"];

/** The app client that an administrators' operation names. */
export function namedClient(pool: Pool, input: Input): Client {
  checkPoolId(pool, input);
  return requireClient(pool, input);
}

export function readClientName(input: Input): string | undefined {
  const name = optionalText(input, "ClientName", 128);
  if (name !== undefined && !/^[\w\s+=,.@-]+$/.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'clientName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+`,
    );
  return name;
}

/** A client's settings as a request has them. What it leaves out is at its default, in an update as well. */
export function readClientSettings(
  { settings }: Pick<Pool, "settings">,
  input: Input,
  secret: string | undefined,
): Omit<ClientSettings, "id" | "name" | "secret"> {
  const rotation = optionalPart(input, "RefreshTokenRotation") ?? {};
  const graceSeconds = optionalInteger(rotation, "RetryGracePeriodSeconds", { least: 0, most: 60 }) ?? 0;
  return {
    authFlows: readFlows(input),
    ...readPermissions(input, settings),
    hidesExistence: optionalWord(input, "PreventUserExistenceErrors", ["LEGACY", "ENABLED"]) === "ENABLED",
    revocable: optionalFlag(input, "EnableTokenRevocation") ?? true,
    rotation:
      optionalWord(rotation, "Feature", ["ENABLED", "DISABLED"]) === "ENABLED" ? { graceSeconds } : undefined,
    sessionSeconds: (optionalInteger(input, "AuthSessionValidity", { least: 3, most: 15 }) ?? 3) * 60,
    ...readTokenValidity(input),
    ...readOauth(input, secret),
    callbackUrls: textList(input, "CallbackURLs") ?? [],
    logoutUrls: textList(input, "LogoutURLs") ?? [],
    identityProviders: textList(input, "SupportedIdentityProviders") ?? ["COGNITO"],
  };
}

function readFlows(input: Input): readonly string[] {
  const flows = textList(input, "ExplicitAuthFlows") ?? [];
  for (const flow of flows) {
    if (FLOWS_OF_BEFORE.includes(flow)) throw notSimulated(`The old name ${flow} in ExplicitAuthFlows`);
    if (!FLOWS.includes(flow))
      throw invalidParameter(
        `1 validation error detected: Value '[${flows.join(", ")}]' at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [${FLOWS.join(", ")}]]`,
      );
  }
  return flows.length > 0 ? flows : FLOWS_BY_DEFAULT;
}

/** Without a list of its own a client reads and writes the standard attributes, never custom ones. */
function readPermissions(input: Input, { schema }: PoolSettings) {
  const names = schema.map(({ name }) => name);
  const writable = names.filter((name) => ![...OF_THE_SERVICE, ...VERIFICATIONS].includes(name));
  const readable = [...writable, ...VERIFICATIONS];
  const standard = (list: readonly string[]) => list.filter((name) => !name.startsWith("custom:"));
  return {
    readAttributes:
      readAttributeNames(input, "ReadAttributes", [...readable, ...OF_THE_SERVICE]) ?? standard(readable),
    writeAttributes: readAttributeNames(input, "WriteAttributes", writable) ?? standard(writable),
  };
}

function readAttributeNames(
  input: Input,
  list: "ReadAttributes" | "WriteAttributes",
  possible: readonly string[],
): readonly string[] | undefined {
  const names = textList(input, list) ?? [];
  const verb = list === "ReadAttributes" ? "read" : "write";
  if (names.some((name) => !possible.includes(name)))
    throw invalidParameter(`Invalid ${verb} attributes specified while creating a client`);
  return names.length > 0 ? names : undefined;
}

/** The lists count only together with the flag. */
function readOauth(input: Input, secret: string | undefined) {
  if (optionalFlag(input, "AllowedOAuthFlowsUserPoolClient") !== true)
    return { oauthFlows: [], oauthScopes: [] };
  const oauthFlows = textList(input, "AllowedOAuthFlows") ?? [];
  const oauthScopes = textList(input, "AllowedOAuthScopes") ?? [];
  if (oauthFlows.length === 0 || oauthScopes.length === 0)
    throw invalidOauthFlow(
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  if (oauthFlows.some((flow) => !OAUTH_FLOWS.includes(flow)))
    throw invalidParameter(`AllowedOAuthFlows is not of [${OAUTH_FLOWS.join(", ")}]`);
  if (oauthFlows.includes("client_credentials")) {
    if (oauthFlows.length > 1)
      throw invalidOauthFlow(
        "client_credentials flow can not be selected along with code flow or implicit flow.",
      );
    if (secret === undefined)
      throw invalidOauthFlow("client_credentials flow can not be selected if client does not have a secret.");
  }
  return { oauthFlows, oauthScopes };
}

const invalidOauthFlow = (message: string) => new CognitoError("InvalidOAuthFlowException", message);
