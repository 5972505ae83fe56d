import type { Client, Pool } from "../../pool";
import { issueTokens } from "../../tokens/issue";
import { createRefreshToken, findRefreshToken, replaceRefreshToken } from "../../tokens/refresh-tokens";
import { requireClient } from "../calling-client";
import { invalidParameter, notAuthorized } from "../errors";
import { CLIENT_ID, CLIENT_SECRET, TOKEN } from "../input/members";
import { required, text, textMap } from "../input/shapes";
import { operation } from "../operation";

type Metadata = Readonly<Record<string, string>> | undefined;

const INPUT = {
  RefreshToken: required(TOKEN),
  ClientId: required(CLIENT_ID),
  ClientSecret: CLIENT_SECRET,
  DeviceKey: text({ shortest: 1, longest: 55, pattern: "[\\w-]+_[0-9a-f-]+" }),
  ClientMetadata: textMap,
};

export const getTokensFromRefreshToken = operation(INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  if (client.secret !== undefined && input.ClientSecret !== client.secret)
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  return refreshTokens(pool, client, input.RefreshToken, input.ClientMetadata);
});

/** Neither pre nor post authentication runs: what must end a session has to refuse at the token trigger. */
export async function refreshTokens(
  pool: Pool,
  client: Client,
  token: string | undefined,
  clientMetadata: Metadata,
) {
  if (token === undefined) throw invalidParameter("Missing required parameter REFRESH_TOKEN");
  const { user, refresh } = findSignIn(pool, client, token);
  const { authTime, originJti, scopes } = refresh;
  const tokens = await issueTokens(pool, client, user, {
    source: "TokenGeneration_RefreshTokens",
    authTime,
    originJti,
    scopes,
    clientMetadata,
  });
  // What has ended the sign-in while the handler ran ends it here as well.
  findSignIn(pool, client, token);
  const result = {
    AccessToken: tokens.accessToken,
    ExpiresIn: tokens.expiresIn,
    TokenType: "Bearer",
    IdToken: tokens.idToken,
  };
  if (client.rotation === undefined) return { ChallengeParameters: {}, AuthenticationResult: result };
  const next = createRefreshToken(pool.refreshTokens, { ...refresh, replacedUntil: undefined });
  replaceRefreshToken(pool.refreshTokens, token, client.rotation.graceSeconds, pool.now());
  return { ChallengeParameters: {}, AuthenticationResult: { ...result, RefreshToken: next } };
}

function findSignIn(pool: Pool, client: Client, token: string) {
  const refresh = findRefreshToken(pool, token, client.id);
  const user = pool.users.get(refresh.username.toLowerCase());
  if (user === undefined) throw notAuthorized("Invalid Refresh Token");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.signedOutAt !== undefined && refresh.authTime * 1_000 < Date.parse(user.signedOutAt))
    throw notAuthorized("Refresh Token has been revoked");
  return { user, refresh };
}
