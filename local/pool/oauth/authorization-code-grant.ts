import { createHash, timingSafeEqual } from "node:crypto";
import { isStillIn } from "../pages/browser-session";
import type { Client, Pool } from "../pool";
import { grantOnPages } from "../tokens/grant";
import { readRefreshToken } from "../tokens/refresh-tokens";
import { type AuthorizationCode, rememberGrown, takeCode } from "./authorization-code";
import { type Form, requireField } from "./form";
import { OAuthError } from "./oauth-error";

export async function grantAuthorizationCode(pool: Pool, client: Client, form: Form) {
  if (!client.oauthFlows.includes("code")) throw new OAuthError("unauthorized_client");
  const ticket = requireField(form, "code");
  const code = takeCode(pool, ticket);
  if (code === undefined || !isFor(code, client, form) || !isStillIn(pool, code.user))
    throw new OAuthError("invalid_grant");
  const { AuthenticationResult: result } = await grantOnPages(pool, client, code.user, code);
  const refresh = readRefreshToken(pool.refreshTokens, result.RefreshToken);
  if (refresh !== undefined && !rememberGrown(pool, ticket, refresh)) throw new OAuthError("invalid_grant");
  return {
    ...(code.scopes.includes("openid") && { id_token: result.IdToken }),
    access_token: result.AccessToken,
    refresh_token: result.RefreshToken,
    expires_in: result.ExpiresIn,
    token_type: "Bearer",
  };
}

/** Whether the code was issued to this client, for this address, and to the holder of this verifier. */
function isFor(code: AuthorizationCode, client: Client, form: Form): boolean {
  const redirectUri = form.get("redirect_uri") ?? (code.isRedirectGiven ? undefined : code.redirectUri);
  return (
    code.clientId === client.id &&
    redirectUri === code.redirectUri &&
    isVerified(code.codeChallenge, form.get("code_verifier"))
  );
}

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** A verifier without a challenge is refused as well, because the client left the challenge out when it opened the page. */
function isVerified(challenge: string | undefined, verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined) return challenge === verifier;
  const expected = Buffer.from(challenge);
  const actual = Buffer.from(createHash("sha256").update(verifier).digest("base64url"));
  return VERIFIER.test(verifier) && actual.length === expected.length && timingSafeEqual(actual, expected);
}
