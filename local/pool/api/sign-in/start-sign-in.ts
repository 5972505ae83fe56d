import type { Pool } from "../../pool";
import { requireFlow } from "../../sign-in/auth-flows";
import { startCustomAuth } from "../../sign-in/custom-auth";
import { signInWithPassword } from "../../sign-in/sign-in";
import { startSrp } from "../../sign-in/srp-proof";
import { startUserAuth } from "../../sign-in/user-auth";
import { renewTokens } from "../../tokens/renew";
import { requireClient } from "../calling-client";
import { invalidParameter } from "../errors";
import { AUTH_FLOW, CLIENT_ID, SESSION } from "../input/members";
import { type InputOf, required, textMap } from "../input/shapes";

export const START = {
  ClientId: required(CLIENT_ID),
  AuthFlow: required(AUTH_FLOW),
  AuthParameters: textMap,
  ClientMetadata: textMap,
  Session: SESSION,
};

type Flow = InputOf<typeof START>["AuthFlow"];

/**
 * Starts a sign-in by any flow. Apps and administrators have different flows for a password, and share the others.
 * @param passwordFlows the caller's flows for a password, each with the flow that a client has to allow for it
 */
export async function startSignIn(
  pool: Pool,
  input: InputOf<typeof START>,
  passwordFlows: Readonly<Partial<Record<Flow, string>>>,
) {
  const client = requireClient(pool, input);
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: validationData } = input;
  const start = { client, parameters, validationData };
  const allowed = passwordFlows[flow];
  if (allowed !== undefined) {
    requireFlow(client, allowed, flow);
    return signInWithPassword(pool, start);
  }
  switch (flow) {
    case "USER_SRP_AUTH":
      requireFlow(client, "ALLOW_USER_SRP_AUTH", flow);
      return startSrp(pool, start);
    case "CUSTOM_AUTH":
      requireFlow(client, "ALLOW_CUSTOM_AUTH", flow);
      return startCustomAuth(pool, start);
    case "REFRESH_TOKEN_AUTH":
    case "REFRESH_TOKEN":
      requireFlow(client, "ALLOW_REFRESH_TOKEN_AUTH", flow);
      if (client.rotation !== undefined)
        throw invalidParameter("Refresh token rotation is enabled: use GetTokensFromRefreshToken.");
      return renewTokens(pool, client, parameters.REFRESH_TOKEN, { deviceKey: parameters.DEVICE_KEY });
    case "USER_AUTH":
      requireFlow(client, "ALLOW_USER_AUTH", flow);
      return startUserAuth(pool, { ...start, session: input.Session });
    default:
      throw invalidParameter("Initiate Auth method not supported.");
  }
}
