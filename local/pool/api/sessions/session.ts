import type { Pool } from "../../pool";
import { endSession, sessionsOf, type UserSession } from "../../sessions/user-sessions";
import type { User } from "../../users/user";
import { epochSeconds } from "../epoch-seconds";
import { CognitoError, resourceNotFound } from "../errors";
import { type InputOf, required, text, word } from "../input/shapes";

export const REVOCATION = {
  SessionId: required(text({ shortest: 28, longest: 28, pattern: "(tkn|sso)[a-z0-9]{25}" })),
  RevokeAssociatedSessions: word("NONE", "LINKED"),
};

/** Lists all sessions on one page, because nobody can have more than fit a page of Cognito's. */
export function listSessions(
  pool: Pool,
  user: User,
  isCurrent: (session: UserSession) => boolean = () => false,
) {
  requireTracking(pool);
  return { Sessions: sessionsOf(pool, user).map((session) => shapeOf(session, isCurrent(session))) };
}

/** The session of another person is answered like one that does not exist. */
export function revokeSession(
  pool: Pool,
  user: User,
  { SessionId: id, RevokeAssociatedSessions: linked }: InputOf<typeof REVOCATION>,
  check: (session: UserSession) => void = () => {},
) {
  requireTracking(pool);
  const session = sessionsOf(pool, user).find((candidate) => candidate.id === id);
  if (session === undefined) throw resourceNotFound("Session does not exist.");
  check(session);
  endSession(pool, user, session, linked === "LINKED");
  return {};
}

function requireTracking({ settings }: Pool): void {
  if (settings.sessionTracking === undefined)
    throw new CognitoError(
      "OperationNotEnabledException",
      "User session tracking is not enabled for the user pool.",
    );
}

const shapeOf = (session: UserSession, isCurrent: boolean) => ({
  SessionId: session.id,
  SessionType: session.type,
  ClientId: session.clientId,
  CreateDate: epochSeconds(session.createdAt),
  LastActiveDate: epochSeconds(session.lastActivity.at),
  DeviceType: session.lastActivity.device,
  LastIPAddress: session.lastActivity.address,
  // The location of this computer is not known.
  LastLocation: { Country: "unknown" },
  ...(session.type === "TOKEN" && { OriginSessionId: session.ssoSessionId }),
  IsCurrentSession: isCurrent,
});
