import { invalidLambdaResponse, notAuthorized } from "../../api/errors";
import type { Pool } from "../../pool";
import { findUser } from "../../users/users";
import { type CustomSignIn, nextRound, type OpenRound, runChallengeTrigger } from "../custom-auth";
import type { ChallengeAnswer } from "./challenge-answer";
import { requireResponse } from "./second-factor";

const NAME = "CUSTOM_CHALLENGE";

/** A trigger judges the answer, and another decides what follows from it: a wrong answer need not be the end. */
export async function answerCustomChallenge(pool: Pool, answer: ChallengeAnswer) {
  const { client, session, clientMetadata } = answer;
  const challengeAnswer = requireResponse(answer, "ANSWER");
  const challenge = pool.sessions.take(session, { name: NAME, clientId: client.id }, pool.now());
  const { login, rounds, privateChallengeParameters, challengeMetadata } = challenge.secret as OpenRound;
  const user = pool.users.get(challenge.username.toLowerCase());
  const isTheirs = answer.login === challenge.username || answer.login.toLowerCase() === login.toLowerCase();
  if (!isTheirs && (user === undefined || findUser(pool, answer.login) !== user))
    throw notAuthorized("Invalid session for the user.");
  if (user !== undefined && !user.enabled) throw notAuthorized("User is disabled.");
  const signIn: CustomSignIn = { client, login, user, rounds, clientMetadata };
  const { answerCorrect } = await runChallengeTrigger(pool, signIn, {
    trigger: "VerifyAuthChallengeResponse",
    request: { privateChallengeParameters, challengeAnswer },
    response: { answerCorrect: null },
  });
  if (typeof answerCorrect !== "boolean") throw invalidLambdaResponse();
  const round = {
    challengeName: NAME,
    challengeResult: answerCorrect,
    ...(challengeMetadata !== undefined && { challengeMetadata }),
  };
  return nextRound(pool, { ...signIn, rounds: [...rounds, round] });
}
