import type { ClientSettings } from "../pool/settings";
import { FLOWS_BY_DEFAULT } from "../pool/sign-in/auth-flows";
import { readTokenValidity, UNITS } from "../pool/tokens/token-validity";
import type { Resource } from "./imitable-resources";
import { clientSecret } from "./physical-ids";
import type { Properties } from "./properties";

/** An app client that the template describes. */
export interface StackClient extends ClientSettings {
  /** If false, the lists of flows and scopes have no effect, and are empty. */
  readonly usesOauth: boolean;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export function clientSettings({ id, physicalId, properties }: Resource, seed: string): StackClient {
  const rotation = properties.part("RefreshTokenRotation");
  const usesOauth = properties.flag("AllowedOAuthFlowsUserPoolClient", false);
  return {
    id: physicalId,
    name: properties.text("ClientName") ?? id,
    secret: properties.flag("GenerateSecret", false) ? clientSecret(seed, id) : undefined,
    authFlows: properties.texts("ExplicitAuthFlows") ?? FLOWS_BY_DEFAULT,
    readAttributes: properties.texts("ReadAttributes"),
    writeAttributes: properties.texts("WriteAttributes"),
    hidesExistence: properties.has("PreventUserExistenceErrors")
      ? properties.text("PreventUserExistenceErrors") === "ENABLED"
      : undefined,
    revocable: properties.flag("EnableTokenRevocation", true),
    rotation:
      rotation.text("Feature") === "ENABLED"
        ? { graceSeconds: rotation.integer("RetryGracePeriodSeconds", 0) }
        : undefined,
    sessionSeconds: properties.integer("AuthSessionValidity", 3) * 60,
    tokenValidity: tokenValidity(properties),
    usesOauth,
    oauthFlows: (usesOauth ? properties.texts("AllowedOAuthFlows") : undefined) ?? [],
    oauthScopes: (usesOauth ? properties.texts("AllowedOAuthScopes") : undefined) ?? [],
    callbackUrls: properties.texts("CallbackURLs") ?? [],
    logoutUrls: properties.texts("LogoutURLs") ?? [],
    defaultRedirectUri: properties.text("DefaultRedirectURI"),
    identityProviders: properties.texts("SupportedIdentityProviders") ?? [],
  };
}

function tokenValidity(properties: Properties) {
  const units = properties.part("TokenValidityUnits");
  return readTokenValidity(
    (token) => properties.optionalInteger(`${token}Validity`),
    (token) => UNITS.find((unit) => unit === units.text(token)),
    (token) => new Error(`${properties.place}.${token}Validity is outside what Cognito allows`),
  );
}
