import type { Pool } from "../pool";

/** What has expired is kept a while longer, so that a late request is told that it has expired. */
const GRACE_MS = 3_600_000;

/** Forgets what has expired and would otherwise grow with every request. Users, groups and clients stay. */
export function forgetExpired(pool: Pool): void {
  const now = pool.now();
  const by = new Date(now.getTime() - GRACE_MS);
  const isOver = ({ expiresAt }: { readonly expiresAt: string }) => expiresAt <= by.toISOString();
  for (const open of [
    pool.sessions,
    pool.browserSessions,
    pool.pageChallenges,
    pool.authorizationCodes,
    pool.passkeyRegistrations,
    pool.providerSignIns,
    pool.simulatedAnswers,
  ])
    open.forgetExpired(by);
  pool.limits.forgetPast(now);
  pool.decoyCodes.deleteWhere(isOver);
  pool.refreshTokens.deleteWhere(isOver);
  pool.revokedOrigins.deleteWhere(isOver);
}
