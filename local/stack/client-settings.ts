import type { ClientSettings } from "../pool/settings";
import type { Resource } from "./imitable-resources";
import { clientSecret } from "./physical-ids";
import { READ_BY_DEFAULT, WRITTEN_BY_DEFAULT } from "./pool-attributes";
import type { Properties } from "./properties";

/** An app client that the stack describes. */
export interface StackClient extends ClientSettings {
  /** Without it the lists of flows and scopes do not count, and are empty. */
  readonly usesOauth: boolean;
  readonly defaultRedirectUri: string | undefined;
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export function clientSettings({ id, physicalId, properties }: Resource, seed: string): StackClient {
  const rotation = properties.part("RefreshTokenRotation");
  const usesOauth = properties.flag("AllowedOAuthFlowsUserPoolClient", false);
  return {
    id: physicalId,
    name: properties.text("ClientName") ?? id,
    secret: properties.flag("GenerateSecret", false) ? clientSecret(seed, id) : undefined,
    authFlows: properties.texts("ExplicitAuthFlows") ?? [
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_CUSTOM_AUTH",
    ],
    readAttributes: properties.texts("ReadAttributes") ?? READ_BY_DEFAULT,
    writeAttributes: properties.texts("WriteAttributes") ?? WRITTEN_BY_DEFAULT,
    hidesExistence: properties.text("PreventUserExistenceErrors") === "ENABLED",
    revocable: properties.flag("EnableTokenRevocation", true),
    rotation:
      rotation.text("Feature") === "ENABLED"
        ? { graceSeconds: rotation.integer("RetryGracePeriodSeconds", 0) }
        : undefined,
    sessionSeconds: properties.integer("AuthSessionValidity", 3) * 60,
    accessTokenSeconds: validity(properties, "AccessToken", 1, "hours"),
    idTokenSeconds: validity(properties, "IdToken", 1, "hours"),
    refreshTokenSeconds: validity(properties, "RefreshToken", 30, "days"),
    usesOauth,
    oauthFlows: (usesOauth ? properties.texts("AllowedOAuthFlows") : undefined) ?? [],
    oauthScopes: (usesOauth ? properties.texts("AllowedOAuthScopes") : undefined) ?? [],
    callbackUrls: properties.texts("CallbackURLs") ?? [],
    logoutUrls: properties.texts("LogoutURLs") ?? [],
    defaultRedirectUri: properties.text("DefaultRedirectURI"),
    identityProviders: properties.texts("SupportedIdentityProviders") ?? ["COGNITO"],
  };
}

/** Zero stands for the default, whatever the unit. */
function validity(properties: Properties, token: string, fallback: number, fallbackUnit: string): number {
  const unit = properties.part("TokenValidityUnits").text(token) ?? fallbackUnit;
  const given = properties.integer(`${token}Validity`, 0);
  const [amount, of] = given === 0 ? [fallback, fallbackUnit] : [given, unit];
  return amount * (SECONDS[of] ?? Number.NaN);
}
