import { USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { poolShape } from "../pool-shape";
import { checkPoolId } from "../request";
import { operation } from "./operation";

export const describeUserPool = operation({ UserPoolId: required(USER_POOL_ID) }, (pool, input) => {
  checkPoolId(pool, input);
  return { UserPool: poolShape(pool) };
});
