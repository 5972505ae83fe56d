import { randomBytes } from "node:crypto";
import { notAuthorized } from "../api/errors";
import type { Challenge, ChallengeName, ChallengeNamed, CodeChallenge } from "./challenge";

export interface Sessions {
  open(challenge: Challenge): string;
  has(session: string): boolean;
  /** What it was opened for. */
  nameOf(session: string | undefined): ChallengeName | undefined;
  /** Takes a session once: answered or expired, it is gone. Operations that carry no client take a session of any. */
  take<Name extends ChallengeName>(
    session: string | undefined,
    expected: { readonly name: Name; readonly clientId?: string },
    now: Date,
  ): ChallengeNamed<Name>;
  /** Leaves a session open after a wrong answer that may be tried again. */
  keep(session: string | undefined, challenge: Challenge): void;
  /** Leaves a session open after a wrong code, a few times. */
  keepAfterWrongCode(session: string | undefined, challenge: CodeChallenge): void;
  /** Forgets the sessions that had expired by then. */
  forgetExpired(by: Date): void;
  readonly size: number;
}

/** Anybody can start challenges without answering them. Beyond this number, the oldest are forgotten. */
const MOST_OPEN = 5_000;
const MOST_WRONG_CODES = 5;

/** In memory only: a challenge lives for minutes, and one that a restart forgets is simply started again. */
export function createSessions(): Sessions {
  const open = new Map<string, Challenge>();
  const keep = (session: string | undefined, challenge: Challenge) => {
    if (session === undefined) return;
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
    has: (session) => open.has(session),
    nameOf: (session) => (session === undefined ? undefined : open.get(session)?.name),
    take(session, { name, clientId }, now) {
      const challenge = session === undefined ? undefined : open.get(session);
      if (session !== undefined) open.delete(session);
      if (challenge === undefined) throw notAuthorized("Invalid session for the user.");
      if (challenge.expiresAt <= now.getTime())
        throw notAuthorized("Invalid session for the user, session is expired.");
      if (!isNamed(challenge, name) || (clientId !== undefined && challenge.clientId !== clientId))
        throw notAuthorized("Invalid session for the user.");
      return challenge;
    },
    keep,
    keepAfterWrongCode(session, challenge) {
      const wrongCodes = (challenge.wrongCodes ?? 0) + 1;
      if (wrongCodes < MOST_WRONG_CODES) keep(session, { ...challenge, wrongCodes });
    },
    forgetExpired(by) {
      for (const [session, { expiresAt }] of open) if (expiresAt <= by.getTime()) open.delete(session);
    },
    get size() {
      return open.size;
    },
  };
}

const isNamed = <Name extends ChallengeName>(
  challenge: Challenge,
  name: Name,
): challenge is ChallengeNamed<Name> => challenge.name === name;
