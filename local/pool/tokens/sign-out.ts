import { forgetPageSignIns } from "../pages/browser-session";
import type { Pool } from "../pool";
import type { User } from "../users/user";
import { updateUser } from "../users/users";
import type { Claims } from "./jwt";
import { revokeSignIn } from "./refresh-tokens";

/**
 * Ends every sign-in of a user. Tokens hold only the second of their sign-in. So those of the current second are revoked one by
 * one, and a new sign-in in the same second stays valid.
 */
export function signOutEverywhere(pool: Pool, username: string): void {
  const second = Math.floor(pool.now().getTime() / 1_000);
  for (const refresh of pool.refreshTokens.findAll(username))
    if (refresh.authTime === second) revokeSignIn(pool, refresh);
  forgetPageSignIns(pool, username);
  updateUser(pool, username, () => ({ signedOutAt: new Date(second * 1_000).toISOString() }));
}

/** Whether a token of somebody is from a sign-in that has been ended since. */
export function isRevoked(pool: Pool, { signedOutAt }: User, { auth_time, origin_jti }: Claims): boolean {
  const isSignedOut = signedOutAt !== undefined && Number(auth_time) * 1_000 < Date.parse(signedOutAt);
  return isSignedOut || pool.revokedOrigins.get(String(origin_jti)) !== undefined;
}
