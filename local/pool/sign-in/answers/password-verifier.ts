import { invalidParameter, notAuthorized, notSimulated } from "../../api/errors";
import { decideSecondFactor } from "../../mfa/factors";
import { isClaimSignature, readTimestamp, sharedKey, srpPoolName } from "../../passwords/srp";
import type { Pool } from "../../pool";
import { findUser, requireEnabled, userNamed } from "../../users/users";
import { nextRound } from "../custom-auth";
import { checkProof } from "../proof";
import { afterProof } from "../sign-in";
import { type ChallengeAnswer, requireResponse } from "./challenge-answer";

const MOST_SECONDS_APART = 5 * 60;

/** The second half of SRP: the claim shows that the client knows the password. The secret block counts once. */
export async function answerPasswordVerifier(pool: Pool, answer: ChallengeAnswer) {
  const { client, login, clientMetadata } = answer;
  const signature = requireResponse(answer, "PASSWORD_CLAIM_SIGNATURE");
  const secretBlock = Buffer.from(requireResponse(answer, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64");
  const timestamp = requireResponse(answer, "TIMESTAMP");
  const signedAt = readTimestamp(timestamp);
  if (signedAt === undefined)
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
  const now = pool.now();
  const expected = { name: "PASSWORD_VERIFIER", clientId: client.id } as const;
  const challenge = pool.sessions.take(secretBlock.toString("base64url"), expected, now);
  const { username: userId, clientKey, keys, verifier, custom } = challenge;
  const claim = { poolName: srpPoolName(pool.settings.id), userId, secretBlock, timestamp };
  const isGenuine = isClaimSignature(signature, sharedKey(clientKey, keys, verifier), claim);
  const isRecent = Math.abs(signedAt.getTime() - now.getTime()) <= MOST_SECONDS_APART * 1_000;

  const user = userNamed(pool, userId);
  // Nobody of that name, or another's name with the proof: refused like a wrong password.
  if (user === undefined || (login !== userId && findUser(pool, login) !== user)) throw notAuthorized();
  requireEnabled(user);
  // What proves a password that has been changed on the way proves nothing.
  const isCurrent = user.password?.srp.verifier === verifier;
  const proven = await checkProof(pool, user, () => isGenuine && isRecent && isCurrent);
  if (custom === undefined)
    return afterProof(pool, client, proven, { source: "Authentication", clientMetadata });
  if (decideSecondFactor(pool.settings, proven).kind !== "none")
    throw notSimulated("A second factor within custom authentication");
  const rounds = [...custom.rounds, { challengeName: "PASSWORD_VERIFIER", challengeResult: true }];
  return nextRound(pool, { client, login: custom.login, user: proven, rounds, clientMetadata });
}
