import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, authorityOf } from "../../../shared/api/authority";
import { bearerToken } from "../../../shared/api/caller";
import { Problem } from "../../../shared/api/problem";
import { askingAsOwner } from "../../../shared/api/token-problems";
import type { OwnSession, OwnSessions } from "../../../shared/aws/own-sessions";

interface Ports extends AuthorityPorts {
  readonly sessions: OwnSessions;
}

/**
 * Where people are signed in. Cognito is asked with the caller's own token only, so nobody reaches another person's
 * sessions.
 */
export const createHandler = (ports: Ports): Endpoints => ({
  async "GET /sessions"(request, run) {
    await authorityOf(ports, request, "profile.read", run);
    const sessions = await askingAsOwner(() => ports.sessions.list(bearerToken(request), run.signal));
    return { status: 200, body: { sessions: sessions.map(show) } };
  },

  async "DELETE /sessions/{id}"(request, run) {
    await authorityOf(ports, request, "profile.write", run);
    const token = bearerToken(request);
    const sessions = await askingAsOwner(() => ports.sessions.list(token, run.signal));
    const session = sessions.find(({ id }) => id === request.path.id);
    if (session === undefined) throw new Problem("not-found", "You have no such session");
    if (session.isCurrent)
      throw new Problem("conflict", "This request is of that session. Sign out to end it");
    await askingAsOwner(() =>
      end(ports.sessions, token, session, !isOfThisBrowser(session, sessions), run.signal),
    );
    return { status: 204 };
  },

  /** Can be repeated after a failure: sessions that have ended are no longer listed. */
  async "DELETE /sessions"(request, run) {
    await authorityOf(ports, request, "profile.write", run);
    const token = bearerToken(request);
    await askingAsOwner(async () => {
      const sessions = await ports.sessions.list(token, run.signal);
      const own = sessions.find(({ isCurrent }) => isCurrent);
      for (const session of sessions)
        if (session !== own && session.id !== own?.pagesSessionId)
          await end(ports.sessions, token, session, false, run.signal);
    });
    return { status: 204 };
  },
});

/**
 * Whether a session and the present one come from the same sign-in on the sign-in pages, which must not end then. Any
 * other such sign-in ends with its session: otherwise its browser would sign in again without a question.
 */
function isOfThisBrowser(session: OwnSession, sessions: readonly OwnSession[]): boolean {
  const present = sessions.find(({ isCurrent }) => isCurrent)?.pagesSessionId;
  return (
    present !== undefined && present === (session.type === "pages" ? session.id : session.pagesSessionId)
  );
}

/** A session that has ended in the meantime is no error. */
async function end(
  sessions: OwnSessions,
  token: string,
  { id }: OwnSession,
  linked: boolean,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sessions.end(token, id, linked, signal);
  } catch (error) {
    if (!(error instanceof Error && error.name === "ResourceNotFoundException")) throw error;
  }
}

const show = (session: OwnSession) => ({
  id: session.id,
  type: session.type,
  current: session.isCurrent,
  clientId: session.clientId ?? null,
  createdAt: session.createdAt?.toISOString() ?? null,
  lastActiveAt: session.lastActiveAt?.toISOString() ?? null,
  device: session.device ?? null,
  address: session.address ?? null,
  place: session.place ?? null,
});
