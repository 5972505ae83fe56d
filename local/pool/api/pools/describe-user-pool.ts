import { USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { poolShape } from "./pool-shape";

export const describeUserPool = forAdministrators(
  "DescribeUserPool",
  { UserPoolId: required(USER_POOL_ID) },
  (pool) => {
    return { UserPool: poolShape(pool) };
  },
);
