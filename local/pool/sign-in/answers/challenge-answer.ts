import { codeMismatch, invalidParameter, notAuthorized } from "../../api/errors";
import type { Texts } from "../../api/input/shapes";
import type { Client, Pool } from "../../pool";
import { isUnchanged } from "../../tokens/grant";
import type { User } from "../../users/user";
import { findUser, requireEnabled } from "../../users/users";
import type { ChallengeName, ChallengeNamed, CodeChallenge } from "../challenge";

/** What a client answers a challenge with. That it knows its secret is checked; whose session it is, is not. */
export interface ChallengeAnswer {
  readonly client: Client;
  readonly session: string | undefined;
  /** USERNAME among the responses: the name that was typed, or the one that the challenge gave. */
  readonly login: string;
  readonly responses: Texts;
  readonly clientMetadata: Texts | undefined;
}

export function requireResponse({ responses }: ChallengeAnswer, name: string): string {
  const value = responses[name];
  if (value === undefined) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

/**
 * The challenge, and whose it is as they are now. Another's name with it, or a disabled user, ends the sign-in; so does a password
 * or a sign-out that has come after the first factor was proven.
 */
export function takeChallenge<Name extends ChallengeName>(
  pool: Pool,
  name: Name,
  { client, session, login }: ChallengeAnswer,
): { challenge: ChallengeNamed<Name>; user: User } {
  const challenge = pool.sessions.take(session, { name, clientId: client.id }, pool.now());
  const user = findUser(pool, login);
  if (user === undefined || user.username !== challenge.username)
    throw notAuthorized("Invalid session for the user.");
  requireEnabled(user);
  if ("proven" in challenge && !isUnchanged(challenge.proven, user))
    throw notAuthorized("Invalid session for the user.");
  return { challenge, user };
}

export function wrongCode(pool: Pool, { session }: ChallengeAnswer, challenge: CodeChallenge): Error {
  pool.sessions.keepAfterWrongCode(session, challenge);
  return codeMismatch("Invalid code received for user");
}
