import type { Pool } from "../pool";
import { verifyJwt } from "../tokens/jwt";
import { readRefreshToken, revokeSignIn } from "../tokens/refresh-tokens";
import { authenticateClient } from "./client-authentication";
import { type Form, requireField } from "./form";
import { OAuthError } from "./oauth-error";

/** Ends the sign-in that a refresh token belongs to. A token that is not known has nothing to end. */
export function answerRevocation(pool: Pool, authorization: string | undefined, form: Form): undefined {
  const client = authenticateClient(pool, authorization, form);
  const token = requireField(form, "token");
  if (!client.revocable) throw new OAuthError("invalid_request", "Token revocation is not enabled");
  if (verifyJwt(token, [pool.keys.id, pool.keys.access]) !== undefined)
    throw new OAuthError("unsupported_token_type");
  const refresh = readRefreshToken(pool.refreshTokens, token);
  if (refresh === undefined) return;
  if (refresh.clientId !== client.id) throw new OAuthError("unauthorized_client");
  revokeSignIn(pool, refresh);
}
