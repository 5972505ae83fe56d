import { codeMismatch, invalidParameter } from "../../api/errors";
import { keepAfterWrongCode } from "../../mfa/wrong-codes";
import type { Pool } from "../../pool";
import type { Challenge } from "../challenge-sessions";
import type { ChallengeAnswer } from "./challenge-answer";
import { sessionOwner } from "./session-owner";

/** What every challenge of the second factor starts from: its session, whose it is, and how far the sign-in has come. */
export function takeChallenge(pool: Pool, name: string, answer: ChallengeAnswer) {
  const { client, session, login, clientMetadata } = answer;
  const challenge = pool.sessions.take(session, { name, clientId: client.id }, pool.now());
  const user = sessionOwner(pool, challenge, login);
  return { challenge, user, progress: { source: String(challenge.secret.source), clientMetadata } };
}

export function requireResponse({ responses }: ChallengeAnswer, name: string): string {
  const value = responses[name];
  if (value === undefined) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

export function wrongCode(pool: Pool, { session }: ChallengeAnswer, challenge: Challenge): Error {
  keepAfterWrongCode(pool, session, challenge);
  return codeMismatch("Invalid code received for user");
}
