import { afterPassword } from "../after-password";
import { admit, checkPassword } from "../authentication";
import { startCustomAuth } from "../custom-auth";
import { invalidParameter, notSimulated } from "../errors";
import type { Client, Pool } from "../pool";
import { checkSecretHash, type Input, requireClient, requireText, textMap } from "../request";
import { startSrp } from "../srp-sign-in";
import { refreshTokens } from "./get-tokens-from-refresh-token";

type Parameters = Readonly<Record<string, string>>;

export async function initiateAuth(pool: Pool, input: Input) {
  const client = requireClient(pool, input);
  const parameters = textMap(input, "AuthParameters") ?? {};
  const validationData = textMap(input, "ClientMetadata");
  const flow = requireText(input, "AuthFlow");
  if (flow !== "USER_PASSWORD_AUTH") return startFlow(pool, client, flow, parameters, validationData);
  requireFlow(client, "ALLOW_USER_PASSWORD_AUTH", flow);
  return signInWithPassword(pool, client, parameters, validationData);
}

/** The flows that apps and administrators start alike. A password that is sent is not among them: each have a flow of their own. */
export async function startFlow(
  pool: Pool,
  client: Client,
  flow: string,
  parameters: Parameters,
  validationData: Parameters | undefined,
) {
  switch (flow) {
    case "USER_SRP_AUTH":
      requireFlow(client, "ALLOW_USER_SRP_AUTH", flow);
      return startSrp(pool, client, parameters, validationData);
    case "CUSTOM_AUTH":
      requireFlow(client, "ALLOW_CUSTOM_AUTH", flow);
      return startCustomAuth(pool, client, parameters, validationData);
    case "REFRESH_TOKEN_AUTH":
    case "REFRESH_TOKEN":
      requireFlow(client, "ALLOW_REFRESH_TOKEN_AUTH", flow);
      if (client.rotation !== undefined)
        throw invalidParameter("Refresh token rotation is enabled: use GetTokensFromRefreshToken.");
      return refreshTokens(pool, client, parameters.REFRESH_TOKEN, undefined);
    case "USER_AUTH":
      requireFlow(client, "ALLOW_USER_AUTH", flow);
      throw notSimulated("The flow USER_AUTH");
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
    case "ADMIN_NO_SRP_AUTH":
      throw invalidParameter("Initiate Auth method not supported.");
    default:
      throw invalidParameter(`Unknown auth flow ${flow}.`);
  }
}

export function requireFlow(client: Client, allowed: string, flow: string): void {
  if (!client.authFlows.includes(allowed)) throw invalidParameter(`${flow} flow not enabled for this client`);
}

export async function signInWithPassword(
  pool: Pool,
  client: Client,
  { USERNAME: login, PASSWORD: password, SECRET_HASH: secretHash }: Parameters,
  validationData: Parameters | undefined,
) {
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  if (password === undefined) throw invalidParameter("Missing required parameter PASSWORD");
  checkSecretHash(client, login, secretHash);
  const user = await admit(pool, { client, login, validationData }, password);
  const proven = await checkPassword(pool, user, password);
  return afterPassword(pool, client, proven, undefined);
}
