import { randomUUID } from "node:crypto";
import type { Client, Pool } from "../pool";
import { type Activity, activityNow } from "../sessions/activity";
import { isUnchanged } from "../tokens/grant";
import type { User } from "../users/user";
import { userNamed } from "../users/users";

/** A sign-in on the pages. For an hour, every client of the pool accepts it without asking again. */
export interface BrowserSession {
  readonly id: string;
  /** The client that sent the person. */
  readonly clientId: string;
  /** The user as they were when they signed in. */
  readonly user: User;
  /** The provider of the sign-in; `COGNITO` is the pool itself. */
  readonly provider: string;
  /** The time of the sign-in, in seconds. */
  readonly authTime: number;
  readonly activity: Activity;
  readonly expiresAt: number;
}

export const SESSION_SECONDS = 3_600;

export function openSession(
  pool: Pool,
  client: Client,
  user: User,
  provider: string,
): { session: BrowserSession; ticket: string } {
  const now = pool.now().getTime();
  const authTime = Math.floor(now / 1_000);
  const session = {
    id: randomUUID(),
    clientId: client.id,
    user,
    provider,
    authTime,
    activity: activityNow(pool),
    expiresAt: now + SESSION_SECONDS * 1_000,
  };
  return { session, ticket: pool.browserSessions.issue(session) };
}

/** Undefined once the person's password has changed, the person has signed out everywhere, or may no longer sign in. */
export function findSession(pool: Pool, ticket: string | undefined): BrowserSession | undefined {
  const session = pool.browserSessions.find(ticket, pool.now());
  return session !== undefined && isStillIn(pool, session.user) ? session : undefined;
}

export function isStillIn(pool: Pool, proven: User): boolean {
  const present = userNamed(pool, proven.username);
  return present?.enabled === true && present.status === proven.status && isUnchanged(proven, present);
}

/** Ends the person's sessions and codes of the pages, in every browser. */
export function forgetPageSignIns(
  { browserSessions, authorizationCodes }: Pick<Pool, "browserSessions" | "authorizationCodes">,
  username: string,
): void {
  browserSessions.voidWhere(({ user }) => user.username === username);
  authorizationCodes.voidWhere(({ user }) => user.username === username);
}
