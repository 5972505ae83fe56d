import { SERVER_CONTEXT, USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { answerChallenge, CHALLENGE_ANSWER } from "./answer-challenge";

export const adminRespondToAuthChallenge = forAdministrators(
  "AdminRespondToAuthChallenge",
  { UserPoolId: required(USER_POOL_ID), ...CHALLENGE_ANSWER, ...SERVER_CONTEXT },
  answerChallenge,
);
