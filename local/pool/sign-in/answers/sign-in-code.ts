import { notAuthorized } from "../../api/errors";
import { isCode } from "../../messages/codes";
import type { Pool } from "../../pool";
import { personFor, takeChosen } from "../choosing";
import { complete } from "../sign-in";
import type { CodeWay } from "../sign-in-code";
import { type ChallengeAnswer, requireResponse, wrongCode } from "./challenge-answer";

/** The code is valid as long as its session. No second factor follows: users who have one cannot sign in this way. */
export async function answerSignInCode(pool: Pool, way: CodeWay, answer: ChallengeAnswer) {
  const typed = requireResponse(answer, `${way}_CODE`);
  const { challenge, choosing } = takeChosen(pool, way, answer);
  if (!isCode(typed, challenge.digest)) throw wrongCode(pool, answer, challenge);
  // The user's present state: a change since the code was sent may rule this way out.
  const user = personFor(pool, choosing, way);
  if (user === undefined) throw notAuthorized();
  return complete(pool, choosing.client, user, choosing);
}
