import { issueCode } from "../oauth/authorization-code";
import { oauthErrorOf } from "../oauth/oauth-error";
import type { Pool } from "../pool";
import { ssoSessionIdOf } from "../sessions/user-sessions";
import { grantOnPages } from "../tokens/grant";
import type { User } from "../users/user";
import {
  type AuthorizationError,
  type AuthorizationRequest,
  type ReturnAddress,
  returnAddress,
} from "./authorization-request";
import { type BrowserSession, openSession } from "./browser-session";
import { type PageAnswer, redirectTo } from "./document";
import { type PageRequest, withSessionCookie } from "./page-request";

/**
 * Signs in a person who has proven to the pool or to a provider who they are. An earlier sign-in in this browser
 * ends.
 */
export async function letIn(
  pool: Pool,
  request: PageRequest,
  asked: AuthorizationRequest,
  user: User,
  provider: string,
): Promise<PageAnswer> {
  pool.browserSessions.void(request.sessionTicket);
  // The cookie gets a new secret.
  const { session, ticket } = openSession(pool, asked.client, user, provider);
  return withSessionCookie(pool, await returnSignedIn(pool, asked, session), ticket);
}

/**
 * Sends a signed-in person back to the client: with a code, or with tokens if the client asks for them and may have
 * them.
 */
export async function returnSignedIn(
  pool: Pool,
  asked: AuthorizationRequest,
  session: BrowserSession,
): Promise<PageAnswer> {
  const { redirectUri, isRedirectGiven, codeChallenge, nonce, scopes, client } = asked;
  const { user, authTime } = session;
  const ssoSessionId = ssoSessionIdOf(session);
  const signedIn = user.attributes.email ?? user.username;
  if (asked.responseType === "code") {
    const grant = {
      redirectUri,
      isRedirectGiven,
      codeChallenge,
      nonce,
      scopes,
      user,
      authTime,
      ssoSessionId,
    };
    return { ...redirectTo(returnAddress(asked, { code: issueCode(pool, client, grant) }), 303), signedIn };
  }
  try {
    const grant = { scopes, nonce, authTime, ssoSessionId };
    // The refresh token is not sent, because addresses are not secret.
    const { AuthenticationResult: result } = await grantOnPages(pool, client, user, grant);
    const tokens = {
      ...(scopes.includes("openid") && { id_token: result.IdToken }),
      access_token: result.AccessToken,
      expires_in: String(result.ExpiresIn),
      token_type: "Bearer",
    };
    return { ...redirectTo(returnAddress(asked, tokens), 303), signedIn };
  } catch (error) {
    return returnRefused(asked, refusalOf(error));
  }
}

export const returnRefused = (to: ReturnAddress, { error, description }: AuthorizationError): PageAnswer =>
  redirectTo(returnAddress(to, { error, error_description: description }));

function refusalOf(error: unknown): AuthorizationError {
  const { code, description } = oauthErrorOf(error);
  if (code === "server_error") {
    console.error(error);
    return { error: code, description: "The local user pool has failed" };
  }
  return description === undefined
    ? { error: "access_denied", description: "The sign-in has been ended" }
    : { error: "invalid_request", description };
}
