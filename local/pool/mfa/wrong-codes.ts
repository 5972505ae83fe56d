import type { Pool } from "../pool";
import type { Challenge } from "../sign-in/challenge-sessions";

const MOST_WRONG_CODES = 5;

/** A wrong code may be tried again in the same session, a few times. */
export function keepAfterWrongCode(pool: Pool, session: string | undefined, challenge: Challenge): void {
  const wrongCodes = Number(challenge.secret.wrongCodes ?? 0) + 1;
  if (session !== undefined && wrongCodes < MOST_WRONG_CODES)
    pool.sessions.keep(session, { ...challenge, secret: { ...challenge.secret, wrongCodes } });
}
