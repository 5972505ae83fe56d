import { randomBytes } from "node:crypto";
import { notAuthorized } from "../api/errors";

/** A sign-in that waits for the answer to a challenge. */
export interface Challenge {
  readonly name: string;
  readonly username: string;
  readonly clientId: string;
  readonly expiresAt: number;
  /** What the answer is held against; never sent. */
  readonly secret: Readonly<Record<string, unknown>>;
}

interface Expected {
  readonly name: string;
  /** Operations that carry no client take a session of any. */
  readonly clientId?: string;
}

export interface Sessions {
  open(challenge: Challenge): string;
  /** Takes a session once: answered or expired, it is gone. */
  take(session: string | undefined, expected: Expected, now: Date): Challenge;
  /** Leaves a session open after a wrong answer that may be tried again. */
  keep(session: string, challenge: Challenge): void;
  /** Forgets the sessions that had expired by then. */
  forgetExpired(by: Date): void;
  readonly size: number;
}

/** Challenges are for nothing to begin and need not be answered. Of more than so many, the oldest are forgotten. */
const MOST_OPEN = 5_000;

/** In memory only: a challenge lives for minutes, and one that a restart forgets is simply started again. */
export function createSessions(): Sessions {
  const open = new Map<string, Challenge>();
  const keep = (session: string, challenge: Challenge) => {
    open.set(session, challenge);
    const [oldest] = open.keys();
    if (open.size > MOST_OPEN && oldest !== undefined) open.delete(oldest);
  };
  return {
    open(challenge) {
      const session = randomBytes(48).toString("base64url");
      keep(session, challenge);
      return session;
    },
    take(session, { name, clientId }, now) {
      const challenge = session === undefined ? undefined : open.get(session);
      if (session !== undefined) open.delete(session);
      if (challenge === undefined) throw notAuthorized("Invalid session for the user.");
      if (challenge.expiresAt <= now.getTime())
        throw notAuthorized("Invalid session for the user, session is expired.");
      if (challenge.name !== name || (clientId !== undefined && challenge.clientId !== clientId))
        throw notAuthorized("Invalid session for the user.");
      return challenge;
    },
    keep,
    forgetExpired(by) {
      for (const [session, { expiresAt }] of open) if (expiresAt <= by.getTime()) open.delete(session);
    },
    get size() {
      return open.size;
    },
  };
}
