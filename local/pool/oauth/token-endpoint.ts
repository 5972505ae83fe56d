import type { Client, Pool } from "../pool";
import { grantAuthorizationCode } from "./authorization-code-grant";
import { authenticateClient } from "./client-authentication";
import { grantClientCredentials } from "./client-credentials-grant";
import { type Form, requireField } from "./form";
import { OAuthError } from "./oauth-error";
import { grantRefreshToken } from "./refresh-token-grant";

type Grant = (pool: Pool, client: Client, form: Form) => Promise<object>;

const GRANTS: ReadonlyMap<string, Grant> = new Map<string, Grant>([
  ["authorization_code", grantAuthorizationCode],
  ["client_credentials", grantClientCredentials],
  ["refresh_token", grantRefreshToken],
]);

export async function answerToken(
  pool: Pool,
  authorization: string | undefined,
  form: Form,
): Promise<object> {
  const grant = GRANTS.get(requireField(form, "grant_type"));
  if (grant === undefined) throw new OAuthError("unsupported_grant_type");
  return grant(pool, authenticateClient(pool, authorization, form), form);
}
