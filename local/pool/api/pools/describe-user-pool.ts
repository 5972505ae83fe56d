import { checkPoolId } from "../calling-client";
import { USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";
import { poolShape } from "./pool-shape";

export const describeUserPool = operation({ UserPoolId: required(USER_POOL_ID) }, (pool, input) => {
  checkPoolId(pool, input);
  return { UserPool: poolShape(pool) };
});
