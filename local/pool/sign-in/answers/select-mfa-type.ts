import { invalidParameter } from "../../api/errors";
import { usableFactors } from "../../mfa/factors";
import type { Pool } from "../../pool";
import { askFactor } from "../second-factor";
import { type ChallengeAnswer, progressOf, requireResponse, takeChallenge } from "./challenge-answer";

/** A user with several factors chooses one, and is asked for its code. */
export async function answerSelectMfaType(pool: Pool, answer: ChallengeAnswer) {
  const { client } = answer;
  const chosen = requireResponse(answer, "ANSWER");
  const { challenge, user } = takeChallenge(pool, "SELECT_MFA_TYPE", answer);
  // As they are now: while somebody chose, a factor may have been switched off.
  const factor = usableFactors(pool.settings, user).find((candidate) => candidate === chosen);
  if (factor === undefined) throw invalidParameter("Invalid MFA type selected.");
  return askFactor(pool, client, user, factor, progressOf(challenge, answer));
}
