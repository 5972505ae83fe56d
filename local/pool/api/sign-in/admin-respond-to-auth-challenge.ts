import { checkPoolId } from "../calling-client";
import { SERVER_CONTEXT, USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";
import { answerChallenge, CHALLENGE_ANSWER } from "./respond-to-auth-challenge";

export const adminRespondToAuthChallenge = operation(
  { UserPoolId: required(USER_POOL_ID), ...CHALLENGE_ANSWER, ...SERVER_CONTEXT },
  (pool, input) => {
    checkPoolId(pool, input);
    return answerChallenge(pool, input);
  },
);
