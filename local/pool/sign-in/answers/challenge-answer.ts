import { codeMismatch, invalidParameter, notAuthorized } from "../../api/errors";
import type { Texts } from "../../api/input/shapes";
import type { Client, Pool } from "../../pool";
import { isUnchanged } from "../../tokens/grant";
import type { User } from "../../users/user";
import { findUser, requireEnabled } from "../../users/users";
import type { Challenge, ChallengeName, ChallengeNamed, CodeChallenge } from "../challenge";
import type { Progress } from "../second-factor";

/** A client's answer to a challenge. The client's secret is checked already, but not whose session it is. */
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

/** How far the sign-in has come with the answer. A device that was named with an earlier one need not be named again. */
export const progressOf = (
  { source, deviceKey }: Pick<Progress, "source" | "deviceKey">,
  { responses, clientMetadata }: Pick<ChallengeAnswer, "responses" | "clientMetadata">,
): Progress => ({ source, clientMetadata, deviceKey: responses.DEVICE_KEY ?? deviceKey });

/**
 * Takes the challenge, with its user's present state. The name of another user, or a disabled user, ends the sign-in. So does a new
 * password or a sign-out since the first factor was proven.
 */
export function takeChallenge<Name extends ChallengeName>(
  pool: Pool,
  name: Name,
  answer: ChallengeAnswer,
): { challenge: ChallengeNamed<Name>; user: User } {
  const { client, session } = answer;
  const challenge = pool.sessions.take(session, { name, clientId: client.id }, pool.now());
  return { challenge, user: requireUnchangedUser(pool, challenge, answer) };
}

/** The user of a challenge that has been taken. */
export function requireUnchangedUser(
  pool: Pool,
  challenge: Challenge,
  { login }: Pick<ChallengeAnswer, "login">,
): User {
  const user = findUser(pool, login);
  if (user === undefined || user.username !== challenge.username)
    throw notAuthorized("Invalid session for the user.");
  requireEnabled(user);
  if ("proven" in challenge && !isUnchanged(challenge.proven, user))
    throw notAuthorized("Invalid session for the user.");
  return user;
}

export function wrongCode(pool: Pool, { session }: ChallengeAnswer, challenge: CodeChallenge): Error {
  pool.sessions.keepAfterWrongCode(session, challenge);
  return codeMismatch("Invalid code received for user");
}
