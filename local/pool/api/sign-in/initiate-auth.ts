import type { Client, Pool } from "../../pool";
import { requireFlow } from "../../sign-in/auth-flows";
import { admit, checkPassword } from "../../sign-in/authentication";
import { startCustomAuth } from "../../sign-in/custom-auth";
import { afterPassword } from "../../sign-in/next-step";
import { startSrp } from "../../sign-in/srp-sign-in";
import { checkSecretHash, requireClient } from "../calling-client";
import { invalidParameter, notSimulated } from "../errors";
import { APP_CONTEXT, AUTH_FLOW, CLIENT_ID, SESSION } from "../input/members";
import { type InputOf, required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { refreshTokens } from "./get-tokens-from-refresh-token";

type Parameters = Readonly<Record<string, string>>;

const INPUT = {
  ClientId: required(CLIENT_ID),
  AuthFlow: required(AUTH_FLOW),
  AuthParameters: textMap,
  ClientMetadata: textMap,
  Session: SESSION,
  ...APP_CONTEXT,
};

export const initiateAuth = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: validationData } = input;
  if (flow !== "USER_PASSWORD_AUTH") return startFlow(pool, client, flow, parameters, validationData);
  requireFlow(client, "ALLOW_USER_PASSWORD_AUTH", flow);
  return signInWithPassword(pool, client, parameters, validationData);
});

/** The flows that apps and administrators start alike. A password that is sent is not among them: each have a flow of their own. */
export async function startFlow(
  pool: Pool,
  client: Client,
  flow: InputOf<typeof INPUT>["AuthFlow"],
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
      throw notSimulated("The flow USER_AUTH");
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
    case "ADMIN_NO_SRP_AUTH":
      throw invalidParameter("Initiate Auth method not supported.");
  }
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
