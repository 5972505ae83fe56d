import { APP_CONTEXT } from "../input/members";
import { forApps } from "../operation";
import { answerChallenge, CHALLENGE_ANSWER } from "./answer-challenge";

export const respondToAuthChallenge = forApps(
  "RespondToAuthChallenge",
  { ...CHALLENGE_ANSWER, ...APP_CONTEXT },
  answerChallenge,
);
