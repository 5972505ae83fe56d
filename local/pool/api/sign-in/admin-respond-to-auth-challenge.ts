import { NAMED_POOL, SERVER_CONTEXT } from "../input/members";
import { forAdministrators } from "../operation";
import { answerChallenge, CHALLENGE_ANSWER } from "./answer-challenge";

export const adminRespondToAuthChallenge = forAdministrators(
  "AdminRespondToAuthChallenge",
  { ...NAMED_POOL, ...CHALLENGE_ANSWER, ...SERVER_CONTEXT },
  answerChallenge,
);
