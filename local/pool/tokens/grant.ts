import { randomUUID } from "node:crypto";
import type { Client, Pool } from "../pool";
import { requireEnabled, requireUser } from "../users/users";
import { type Grant, issueTokens } from "./issue";
import { createRefreshToken } from "./refresh-tokens";
import { tokenSeconds } from "./token-validity";

/** The tokens of a sign-in that has come through, for the person as they are now. */
export async function grantTokens(
  pool: Pool,
  client: Client,
  username: string,
  grant: Omit<Grant, "authTime" | "originJti">,
) {
  const user = requireUser(pool, username);
  requireEnabled(user);
  const now = pool.now();
  const authTime = Math.floor(now.getTime() / 1_000);
  const originJti = randomUUID();
  const tokens = await issueTokens(pool, client, user, { ...grant, authTime, originJti });
  const RefreshToken = createRefreshToken(pool.refreshTokens, {
    username: user.username,
    clientId: client.id,
    expiresAt: new Date(now.getTime() + tokenSeconds(client, "RefreshToken") * 1_000).toISOString(),
    authTime,
    originJti,
    scopes: grant.scopes,
    replacedUntil: undefined,
  });
  return { ChallengeParameters: {}, AuthenticationResult: { ...tokens, RefreshToken } };
}
