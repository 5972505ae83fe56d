import { notAuthorized, notSimulated } from "../../api/errors";
import { namesUnknownDevice, noSuchDevice } from "../../devices/device";
import { decideSecondFactor } from "../../mfa/factors";
import { srpPoolName } from "../../passwords/srp";
import type { Pool } from "../../pool";
import { findUser, requireEnabled, userNamed } from "../../users/users";
import { nextRound } from "../custom-auth";
import { checkProof } from "../proof";
import { afterProof } from "../sign-in";
import { takeClaim } from "../srp-claim";
import { type ChallengeAnswer, progressOf } from "./challenge-answer";

/** The claim shows that the client knows the password. */
export async function answerPasswordVerifier(pool: Pool, answer: ChallengeAnswer) {
  const { client, login, clientMetadata } = answer;
  const { challenge, session, isProof } = takeClaim(pool, "PASSWORD_VERIFIER", answer);
  const { username: userId, verifier, custom } = challenge;
  const isGenuine = isProof(srpPoolName(pool.settings.id), userId);

  const user = userNamed(pool, userId);
  // An unknown user, or the name of another one, is refused like a wrong password.
  if (user === undefined || (login !== userId && findUser(pool, login) !== user)) throw notAuthorized();
  requireEnabled(user);
  // The proof is void if the password was changed in the meantime.
  const isCurrent = user.password?.srp.verifier === verifier;
  const proven = await checkProof(pool, user, () => isGenuine && isCurrent);
  const progress = progressOf({ ...challenge, source: "Authentication" }, answer);
  if (custom === undefined) {
    if (!namesUnknownDevice(pool, proven, progress)) return afterProof(pool, client, proven, progress);
    // Clients give the same answer again, without the device that has been forgotten.
    pool.sessions.keep(session, challenge);
    throw noSuchDevice();
  }
  if (decideSecondFactor(pool.settings, proven).kind !== "none")
    throw notSimulated("A second factor within custom authentication");
  const rounds = [...custom.rounds, { challengeName: "PASSWORD_VERIFIER", challengeResult: true }];
  const { deviceKey } = progress;
  return nextRound(pool, { client, login: custom.login, user: proven, rounds, clientMetadata, deviceKey });
}
