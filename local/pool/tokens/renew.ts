import { invalidParameter, notAuthorized } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { findDevice } from "../devices/device";
import type { Client, Pool } from "../pool";
import { activityNow } from "../sessions/activity";
import { requireEnabled, userNamed } from "../users/users";
import { issueTokens } from "./issue";
import { createRefreshToken, findRefreshToken, putRefreshToken, replaceRefreshToken } from "./refresh-tokens";

/** A renewal runs neither pre nor post authentication. Only the token trigger can refuse it. */
export async function renewTokens(
  pool: Pool,
  client: Client,
  token: string | undefined,
  { clientMetadata, deviceKey }: { clientMetadata?: Texts | undefined; deviceKey?: string | undefined } = {},
) {
  if (token === undefined) throw invalidParameter("Missing required parameter REFRESH_TOKEN");
  const { user, refresh } = findSignIn(pool, client, token, deviceKey);
  const { authTime, originJti, scopes } = refresh;
  const grant = { source: "RefreshTokens" as const, authTime, originJti, scopes, clientMetadata };
  const result = await issueTokens(pool, client, user, { ...grant, deviceKey: refresh.device?.key });
  // The sign-in may have been ended while the handler ran.
  findSignIn(pool, client, token, deviceKey);
  const renewed = { ...refresh, replacedUntil: undefined, activity: activityNow(pool) };
  if (client.rotation === undefined) {
    putRefreshToken(pool.refreshTokens, token, renewed);
    return { ChallengeParameters: {}, AuthenticationResult: result };
  }
  const next = createRefreshToken(pool.refreshTokens, renewed);
  replaceRefreshToken(pool.refreshTokens, token, client.rotation.graceSeconds, pool.now());
  return { ChallengeParameters: {}, AuthenticationResult: { ...result, RefreshToken: next } };
}

/** Where devices are tracked, a sign-in can be renewed only from its own device, which must be confirmed. */
function findSignIn(pool: Pool, client: Client, token: string, deviceKey: string | undefined) {
  const refresh = findRefreshToken(pool, token, client.id);
  const user = userNamed(pool, refresh.username);
  if (user === undefined) throw notAuthorized("Invalid Refresh Token");
  requireEnabled(user);
  if (user.signedOutAt !== undefined && refresh.authTime * 1_000 < Date.parse(user.signedOutAt))
    throw notAuthorized("Refresh Token has been revoked");
  const { device } = refresh;
  const isElsewhere = device?.key !== deviceKey || findDevice(user, device?.key) === undefined;
  if (pool.settings.deviceTracking !== undefined && device !== undefined && isElsewhere)
    throw notAuthorized("Invalid Refresh Token");
  return { user, refresh };
}
