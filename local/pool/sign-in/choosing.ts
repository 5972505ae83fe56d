import { notAuthorized } from "../api/errors";
import { decoyUser } from "../hidden-existence/decoy-user";
import { type Way, waysOf } from "../mfa/first-factors";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { findUser, requireEnabled, userNamed } from "../users/users";
import { type ChallengeAnswer, progressOf } from "./answers/challenge-answer";
import type { ChallengeNamed } from "./challenge";
import type { Progress } from "./second-factor";

/** A sign-in whose way is chosen: pre authentication has run. */
export interface Choosing extends Progress {
  readonly client: Client;
  /** The name that was typed. */
  readonly login: string;
  /** Undefined if there is no such user and the client hides that. */
  readonly user: User | undefined;
}

export const usernameOf = (pool: Pool, { login, user }: Pick<Choosing, "login" | "user">): string =>
  user?.username ?? decoyUser(pool, login).username;

/** The user who can sign in this way; undefined if there is none, which is hidden until the end. */
export function personFor(pool: Pool, { user }: Pick<Choosing, "user">, way: Way): User | undefined {
  const present = user && userNamed(pool, user.username);
  return present !== undefined && waysOf(pool.settings, present).includes(way) ? present : undefined;
}

type ChosenName = "SELECT_CHALLENGE" | Way;

/** Takes the challenge of a way, which may be a decoy. The name of another user, or a disabled user, ends the sign-in. */
export function takeChosen<Name extends ChosenName>(
  pool: Pool,
  name: Name,
  answer: ChallengeAnswer,
): { challenge: ChallengeNamed<Name>; choosing: Choosing } {
  const { client, session, login } = answer;
  const challenge = pool.sessions.take(session, { name, clientId: client.id }, pool.now());
  const { username, login: typed, source, deviceKey }: ChallengeNamed<ChosenName> = challenge;
  const user = userNamed(pool, username);
  const isTheirs = login === username || login.toLowerCase() === typed.toLowerCase();
  if (!isTheirs && (user === undefined || findUser(pool, login) !== user))
    throw notAuthorized("Invalid session for the user.");
  if (user !== undefined) requireEnabled(user);
  return {
    challenge,
    choosing: { client, login: typed, user, ...progressOf({ source, deviceKey }, answer) },
  };
}
