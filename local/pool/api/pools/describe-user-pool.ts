import { NAMED_POOL } from "../input/members";
import { forAdministrators } from "../operation";
import { poolShape } from "./pool-shape";

export const describeUserPool = forAdministrators("DescribeUserPool", NAMED_POOL, (pool) => {
  return { UserPool: poolShape(pool) };
});
