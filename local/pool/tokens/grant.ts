import { randomUUID } from "node:crypto";
import { notAuthorized } from "../api/errors";
import type { DeviceKeys } from "../devices/device";
import type { Client, Pool } from "../pool";
import { activityNow } from "../sessions/activity";
import { makeRoom } from "../sessions/token-sessions";
import type { User } from "../users/user";
import { requireEnabled, requireUser } from "../users/users";
import { type Grant, issueTokens } from "./issue";
import { createRefreshToken } from "./refresh-tokens";
import { tokenSeconds } from "./token-validity";

type SignedIn = Omit<Grant, "authTime" | "originJti" | "deviceKey"> &
  Partial<
    Pick<Grant, "authTime"> & { readonly ssoSessionId: string; readonly device: DeviceKeys | undefined }
  >;

/**
 * The tokens of a sign-in that has succeeded, for the user's present state.
 * @param proven the user's state when they proved who they are
 */
export async function grantTokens(
  pool: Pool,
  client: Client,
  proven: User,
  { ssoSessionId, device, ...grant }: SignedIn,
) {
  const user = requireUser(pool, proven.username);
  requireEnabled(user);
  const now = pool.now();
  const { authTime = Math.floor(now.getTime() / 1_000) } = grant;
  const originJti = randomUUID();
  const tokens = await issueTokens(pool, client, user, {
    ...grant,
    authTime,
    originJti,
    deviceKey: device?.key,
  });
  requireUnchanged(proven, requireUser(pool, proven.username));
  makeRoom(pool, user);
  const RefreshToken = createRefreshToken(pool.refreshTokens, {
    username: user.username,
    clientId: client.id,
    expiresAt: new Date(now.getTime() + tokenSeconds(client, "RefreshToken") * 1_000).toISOString(),
    authTime,
    originJti,
    scopes: grant.scopes,
    replacedUntil: undefined,
    ssoSessionId,
    activity: activityNow(pool),
    device: device && { key: device.key, groupKey: device.groupKey },
  });
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
}

/** The same for a sign-in on the pages, which sends no metadata along. */
export const grantOnPages = (
  pool: Pool,
  client: Client,
  proven: User,
  { scopes, nonce, authTime, ssoSessionId }: Omit<SignedIn, "source" | "clientMetadata">,
) =>
  grantTokens(pool, client, proven, {
    source: "HostedAuth",
    clientMetadata: undefined,
    scopes,
    nonce,
    authTime,
    ssoSessionId,
  });

/** A new password or a sign-out while the trigger ran ends the sign-in. */
function requireUnchanged(proven: User, present: User): void {
  requireEnabled(present);
  if (!isUnchanged(proven, present)) throw notAuthorized();
}

/** What a new password or a sign-out changes, and the `sub`: another user can have the name by now. */
export type ProvenUser = Pick<User, "attributes" | "password" | "signedOutAt">;

export const isUnchanged = (proven: ProvenUser, present: ProvenUser): boolean =>
  present.attributes.sub === proven.attributes.sub &&
  present.password?.salt === proven.password?.salt &&
  present.signedOutAt === proven.signedOutAt;
