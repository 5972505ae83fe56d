import type { Pool } from "../pool";
import { poolShape } from "../pool-shape";
import { checkPoolId, type Input } from "../request";

export function describeUserPool(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  return { UserPool: poolShape(pool) };
}
