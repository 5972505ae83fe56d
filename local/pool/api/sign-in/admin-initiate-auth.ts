import { requireFlow } from "../../sign-in/auth-flows";
import { checkPoolId, requireClient } from "../calling-client";
import { AUTH_FLOW, CLIENT_ID, SERVER_CONTEXT, SESSION, USER_POOL_ID } from "../input/members";
import { required, textMap } from "../input/shapes";
import { operation } from "../operation";
import { signInWithPassword, startFlow } from "./initiate-auth";

const INPUT = {
  UserPoolId: required(USER_POOL_ID),
  ClientId: required(CLIENT_ID),
  AuthFlow: required(AUTH_FLOW),
  AuthParameters: textMap,
  ClientMetadata: textMap,
  Session: SESSION,
  ...SERVER_CONTEXT,
};

/** For a server that signs people in: it has credentials of its own, and may send the password that it was given. */
export const adminInitiateAuth = operation(INPUT, async (pool, input) => {
  checkPoolId(pool, input);
  const client = requireClient(pool, input);
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: validationData } = input;
  if (flow !== "ADMIN_USER_PASSWORD_AUTH" && flow !== "ADMIN_NO_SRP_AUTH")
    return startFlow(pool, client, flow, parameters, validationData);
  requireFlow(client, "ALLOW_ADMIN_USER_PASSWORD_AUTH", flow);
  return signInWithPassword(pool, client, parameters, validationData);
});
