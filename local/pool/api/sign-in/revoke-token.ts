import { endOnPages } from "../../sessions/user-sessions";
import { readRefreshToken, revokeSignIn } from "../../tokens/refresh-tokens";
import { isAuthentic } from "../calling-client";
import { unauthorized, unsupportedOperation, unsupportedTokenType } from "../errors";
import { CLIENT_ID, CLIENT_SECRET, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { REVOCATION } from "../sessions/session";

const INPUT = {
  Token: required(TOKEN),
  ClientId: required(CLIENT_ID),
  ClientSecret: CLIENT_SECRET,
  RevokeAssociatedSessions: REVOCATION.RevokeAssociatedSessions,
};

/** Ends a sign-in: its refresh token, those that rotation has put in its place, and all their access tokens. */
export const revokeToken = forApps("RevokeToken", INPUT, (pool, input) => {
  const { Token: token } = input;
  const client = pool.clients.get(input.ClientId);
  if (client === undefined || !isAuthentic(client, input.ClientSecret)) throw unauthorized("Invalid client.");
  if (!client.revocable) throw unsupportedOperation("Token revocation is not enabled for this client.");
  if (isJwt(token)) throw unsupportedTokenType("Only refresh tokens can be revoked.");
  const refresh = readRefreshToken(pool.refreshTokens, token);
  // An unknown token counts as revoked.
  if (refresh === undefined) return {};
  if (refresh.clientId !== client.id) throw unauthorized("The token was issued to another client.");
  revokeSignIn(pool, refresh);
  if (input.RevokeAssociatedSessions === "LINKED") endOnPages(pool, refresh.ssoSessionId);
  return {};
});

/** ID and access tokens have three parts; a refresh token is opaque. */
const isJwt = (token: string): boolean => token.split(".").length === 3;
