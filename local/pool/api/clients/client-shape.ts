import type { Client, Pool } from "../../pool";
import { validityShape } from "../../tokens/token-validity";
import { epochSeconds } from "../epoch-seconds";

/** A client as it was configured. Lists and units that were not configured are left out. */
export const clientShape = ({ settings }: Pick<Pool, "settings">, client: Client) => ({
  UserPoolId: settings.id,
  ClientName: client.name,
  ClientId: client.id,
  ClientSecret: client.secrets[0]?.value,
  LastModifiedDate: epochSeconds(client.modifiedAt),
  CreationDate: epochSeconds(client.createdAt),
  ...validityShape(client.tokenValidity),
  ReadAttributes: client.readAttributes,
  WriteAttributes: client.writeAttributes,
  ExplicitAuthFlows: client.authFlows,
  SupportedIdentityProviders: unlessEmpty(client.identityProviders),
  CallbackURLs: unlessEmpty(client.callbackUrls),
  LogoutURLs: unlessEmpty(client.logoutUrls),
  DefaultRedirectURI: client.defaultRedirectUri,
  AllowedOAuthFlows: unlessEmpty(client.oauthFlows),
  AllowedOAuthScopes: unlessEmpty(client.oauthScopes),
  AllowedOAuthFlowsUserPoolClient: client.oauthFlows.length > 0,
  PreventUserExistenceErrors:
    client.hidesExistence === undefined ? undefined : client.hidesExistence ? "ENABLED" : "LEGACY",
  EnableTokenRevocation: client.revocable,
  EnablePropagateAdditionalUserContextData: false,
  AuthSessionValidity: client.sessionSeconds / 60,
  RefreshTokenRotation: client.rotation && {
    Feature: "ENABLED",
    RetryGracePeriodSeconds: client.rotation.graceSeconds,
  },
});

const unlessEmpty = (list: readonly string[]) => (list.length > 0 ? list : undefined);
