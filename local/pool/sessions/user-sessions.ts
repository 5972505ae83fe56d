import { type BrowserSession, isStillIn } from "../pages/browser-session";
import type { Pool } from "../pool";
import type { User } from "../users/user";
import { byActivity, endTokens, sessionIdOf, type TokenSession, tokenSessionsOf } from "./token-sessions";

/** A sign-in on the pages, which every client in the same browser shares. */
interface SsoSession extends Omit<TokenSession, "type" | "originJti" | "ssoSessionId"> {
  readonly type: "SSO";
}

export type UserSession = TokenSession | SsoSession;

export const ssoSessionIdOf = ({ id }: Pick<BrowserSession, "id">): string => sessionIdOf("sso", id);

/** What somebody has open. */
export function sessionsOf(pool: Pool, user: User): readonly UserSession[] {
  const ofTokens = tokenSessionsOf(pool, user);
  const ofPages = pool.browserSessions
    .all(pool.now())
    .filter((session) => session.user.username === user.username && isStillIn(pool, session.user))
    .map((session) => ssoSession(session, ofTokens));
  return [...ofTokens, ...ofPages].sort(byActivity);
}

/** The activity of tokens that came through the session counts as its own. */
function ssoSession(session: BrowserSession, tokens: readonly TokenSession[]): SsoSession {
  const { clientId, authTime, activity } = session;
  const id = ssoSessionIdOf(session);
  const [grown] = tokens.filter(({ ssoSessionId }) => ssoSessionId === id);
  const at = [activity.at, grown?.lastActivity.at ?? ""].sort().at(-1) ?? activity.at;
  const createdAt = new Date(authTime * 1_000).toISOString();
  return { type: "SSO", id, clientId, createdAt, lastActivity: { ...activity, at } };
}

/** @param linked whether to end the page session that it came through, or the token sessions that came through it, as well */
export function endSession(pool: Pool, user: User, session: UserSession, linked: boolean): void {
  if (session.type === "TOKEN") {
    endTokens(pool, user, ({ originJti }) => originJti === session.originJti);
    if (linked) endOnPages(pool, session.ssoSessionId);
  } else {
    endOnPages(pool, session.id);
    if (linked) endTokens(pool, user, ({ ssoSessionId }) => ssoSessionId === session.id);
  }
}

/** Ends a page session, together with its authorization codes that have not been used yet. */
export function endOnPages(
  { browserSessions, authorizationCodes }: Pick<Pool, "browserSessions" | "authorizationCodes">,
  id: string | undefined,
): void {
  if (id === undefined) return;
  browserSessions.voidWhere((session) => ssoSessionIdOf(session) === id);
  authorizationCodes.voidWhere(({ ssoSessionId, use }) => ssoSessionId === id && use === "none");
}
