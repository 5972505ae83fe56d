import type { Client, Pool } from "../pool";
import { SELF_SERVICE } from "../tokens/access-tokens";
import { readRefreshToken } from "../tokens/refresh-tokens";
import { renewTokens } from "../tokens/renew";
import { type Form, requireField } from "./form";

export async function grantRefreshToken(pool: Pool, client: Client, form: Form) {
  const token = requireField(form, "refresh_token");
  const { AuthenticationResult: result } = await renewTokens(pool, client, token);
  // An ID token belongs to OpenID Connect; a sign-in through the API, which asks for no scopes, has one all the same.
  const scopes = readRefreshToken(pool.refreshTokens, token)?.scopes ?? [];
  const withIdToken = scopes.includes("openid") || scopes.join() === SELF_SERVICE;
  return {
    ...(withIdToken && { id_token: result.IdToken }),
    access_token: result.AccessToken,
    ...("RefreshToken" in result && { refresh_token: result.RefreshToken }),
    expires_in: result.ExpiresIn,
    token_type: "Bearer",
  };
}
