import { invalidParameter } from "../api/errors";
import { isClaimSignature, readTimestamp, sharedKey } from "../passwords/srp";
import type { Pool } from "../pool";
import { type ChallengeAnswer, requireResponse } from "./answers/challenge-answer";
import type { ChallengeNamed } from "./challenge";

const MOST_SECONDS_APART = 5 * 60;

/**
 * The second half of SRP, of a password or of a device. The secret block is the session, and counts once.
 * @returns the challenge, its session, and whether the claim shows that the client knows the secret
 */
export function takeClaim<Name extends "PASSWORD_VERIFIER" | "DEVICE_PASSWORD_VERIFIER">(
  pool: Pool,
  name: Name,
  answer: ChallengeAnswer,
) {
  const signature = requireResponse(answer, "PASSWORD_CLAIM_SIGNATURE");
  const secretBlock = Buffer.from(requireResponse(answer, "PASSWORD_CLAIM_SECRET_BLOCK"), "base64");
  const timestamp = requireResponse(answer, "TIMESTAMP");
  const signedAt = readTimestamp(timestamp);
  if (signedAt === undefined)
    throw invalidParameter("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
  const now = pool.now();
  const session = secretBlock.toString("base64url");
  const challenge = pool.sessions.take(session, { name, clientId: answer.client.id }, now);
  const isRecent = Math.abs(signedAt.getTime() - now.getTime()) <= MOST_SECONDS_APART * 1_000;
  const isProof = (poolName: string, userId: string): boolean => {
    const { clientKey, keys, verifier }: ChallengeNamed<"PASSWORD_VERIFIER" | "DEVICE_PASSWORD_VERIFIER"> =
      challenge;
    const claim = { poolName, userId, secretBlock, timestamp };
    return isClaimSignature(signature, sharedKey(clientKey, keys, verifier), claim) && isRecent;
  };
  return { challenge, session, isProof };
}
