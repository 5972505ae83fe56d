import type { Pool } from "../pool";
import { checkPoolId, type Input, requireClient, requireText, textMap } from "../request";
import { requireFlow, signInWithPassword, startFlow } from "./initiate-auth";

/** For a server that signs people in: it has credentials of its own, and may send the password that it was given. */
export async function adminInitiateAuth(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const client = requireClient(pool, input);
  const parameters = textMap(input, "AuthParameters") ?? {};
  const validationData = textMap(input, "ClientMetadata");
  const flow = requireText(input, "AuthFlow");
  if (flow !== "ADMIN_USER_PASSWORD_AUTH" && flow !== "ADMIN_NO_SRP_AUTH")
    return startFlow(pool, client, flow, parameters, validationData);
  requireFlow(client, "ALLOW_ADMIN_USER_PASSWORD_AUTH", flow);
  return signInWithPassword(pool, client, parameters, validationData);
}
