import type { Pool } from "../pool";
import { checkPoolId, type Input, requireClient } from "../request";
import { answerChallenge } from "./respond-to-auth-challenge";

export function adminRespondToAuthChallenge(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  return answerChallenge(pool, requireClient(pool, input), input);
}
