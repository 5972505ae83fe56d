import type { Pool } from "../pool";

/** So long after its end something is still there, so that whoever comes late is told that it has expired. */
const GRACE_MS = 3_600_000;

/** Forgets what counts for nobody any more, and would otherwise grow with every request. People stay, and what they are. */
export function forgetExpired(pool: Pool): void {
  const now = pool.now();
  const by = new Date(now.getTime() - GRACE_MS);
  const isOver = ({ expiresAt }: { readonly expiresAt: string }) => expiresAt <= by.toISOString();
  pool.sessions.forgetExpired(by);
  pool.limits.forgetPast(now);
  pool.decoyCodes.deleteWhere(isOver);
  pool.refreshTokens.deleteWhere(isOver);
  pool.revokedOrigins.deleteWhere(isOver);
}
