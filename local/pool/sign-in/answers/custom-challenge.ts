import { notAuthorized } from "../../api/errors";
import type { Pool } from "../../pool";
import { askVerifyAuthChallenge } from "../../triggers/custom-challenges";
import { findUser, requireEnabled, userNamed } from "../../users/users";
import { nextRound } from "../custom-auth";
import { type ChallengeAnswer, requireResponse } from "./challenge-answer";

const NAME = "CUSTOM_CHALLENGE";

/** A trigger judges the answer, and another decides what follows from it: a wrong answer need not be the end. */
export async function answerCustomChallenge(pool: Pool, answer: ChallengeAnswer) {
  const { client, session, responses, clientMetadata } = answer;
  const challengeAnswer = requireResponse(answer, "ANSWER");
  const challenge = pool.sessions.take(session, { name: NAME, clientId: client.id }, pool.now());
  const { username, login, rounds, privateChallengeParameters, challengeMetadata } = challenge;
  const { DEVICE_KEY: deviceKey = challenge.deviceKey } = responses;
  const user = userNamed(pool, username);
  const isTheirs = answer.login === username || answer.login.toLowerCase() === login.toLowerCase();
  if (!isTheirs && (user === undefined || findUser(pool, answer.login) !== user))
    throw notAuthorized("Invalid session for the user.");
  if (user !== undefined) requireEnabled(user);
  const signIn = { client, login, user, rounds, clientMetadata, deviceKey };
  const request = { privateChallengeParameters, challengeAnswer };
  const round = {
    challengeName: NAME,
    challengeResult: await askVerifyAuthChallenge(pool, signIn, request),
    ...(challengeMetadata !== undefined && { challengeMetadata }),
  };
  return nextRound(pool, { ...signIn, rounds: [...rounds, round] });
}
