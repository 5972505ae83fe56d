import type { Pool } from "../pool";
import { updateUser } from "../users/users";
import { revokeSignIn } from "./refresh-tokens";

/**
 * Ends every sign-in of a person. A token tells the second in which it began and no more, so those of this very second are revoked
 * one by one: whoever signs in again right away is not signed out with them.
 */
export function signOutEverywhere(pool: Pool, username: string): void {
  const second = Math.floor(pool.now().getTime() / 1_000);
  for (const refresh of pool.refreshTokens.findAll(username))
    if (refresh.authTime === second) revokeSignIn(pool, refresh);
  updateUser(pool, username, () => ({ signedOutAt: new Date(second * 1_000).toISOString() }));
}
