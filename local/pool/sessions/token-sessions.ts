import { createHash } from "node:crypto";
import type { Pool, RefreshToken } from "../pool";
import { revokeSignIn } from "../tokens/refresh-tokens";
import type { User } from "../users/user";
import type { Activity } from "./activity";

/** A sign-in of somebody at a client, with all of its tokens. */
export interface TokenSession {
  readonly type: "TOKEN";
  readonly id: string;
  readonly clientId: string;
  readonly createdAt: string;
  readonly lastActivity: Activity;
  readonly originJti: string;
  /** Of the sign-in on the pages that it came through. */
  readonly ssoSessionId: string | undefined;
}

/** 28 lower-case letters and digits that are derived from a secret and do not reveal it. */
export function sessionIdOf(kind: "tkn" | "sso", secret: string): string {
  const digest = createHash("sha256").update(secret).digest("hex");
  return kind + BigInt(`0x${digest}`).toString(36).padStart(50, "0").slice(-25);
}

/** The last activity first. */
export const byActivity = (
  one: Pick<TokenSession, "lastActivity">,
  other: Pick<TokenSession, "lastActivity">,
): number => other.lastActivity.at.localeCompare(one.lastActivity.at);

export function tokenSessionsOf(
  pool: Pick<Pool, "refreshTokens" | "revokedOrigins" | "now">,
  { username, signedOutAt }: User,
): readonly TokenSession[] {
  const now = pool.now().toISOString();
  const sessions = new Map<string, TokenSession>();
  for (const refresh of pool.refreshTokens.findAll(username)) {
    const { originJti, expiresAt, authTime } = refresh;
    const isSignedOut = signedOutAt !== undefined && authTime * 1_000 < Date.parse(signedOutAt);
    if (isSignedOut || now >= expiresAt || pool.revokedOrigins.get(originJti) !== undefined) continue;
    const session = tokenSession(refresh);
    const before = sessions.get(originJti);
    // Rotation makes several tokens of one session, of which the latest has its activity.
    if (before === undefined || byActivity(before, session) >= 0) sessions.set(originJti, session);
  }
  return [...sessions.values()].sort(byActivity);
}

function tokenSession({ originJti, clientId, authTime, ssoSessionId, activity }: RefreshToken): TokenSession {
  const createdAt = new Date(authTime * 1_000).toISOString();
  return {
    type: "TOKEN",
    // Derived when it is asked for: a sign-in looks at all sessions of a person, and at none of their ids.
    get id() {
      return sessionIdOf("tkn", originJti);
    },
    clientId,
    createdAt,
    lastActivity: activity ?? { at: createdAt, device: "unknown", address: "unknown" },
    originJti,
    ssoSessionId,
  };
}

export function endTokens(
  pool: Pick<Pool, "refreshTokens" | "revokedOrigins">,
  { username }: User,
  isMeant: (refresh: RefreshToken) => boolean,
): void {
  for (const refresh of pool.refreshTokens.findAll(username).filter(isMeant)) revokeSignIn(pool, refresh);
}

/** Ends the sessions that have been idle for longest, so that a new one does not exceed the limit. */
export function makeRoom(pool: Pool, user: User): void {
  const { sessionTracking } = pool.settings;
  if (sessionTracking === undefined) return;
  const idle = tokenSessionsOf(pool, user).slice(sessionTracking.mostPerUser - 1);
  endTokens(pool, user, ({ originJti }) => idle.some((session) => session.originJti === originJti));
}
