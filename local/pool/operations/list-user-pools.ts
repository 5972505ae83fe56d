import { pageOf, requireLimit } from "../paging";
import type { Pool } from "../pool";
import { poolDescription } from "../pool-shape";
import { type Input, optionalText } from "../request";

/** There is one. */
export function listUserPools(pool: Pool, input: Input) {
  const request = { limit: requireLimit(input, "MaxResults"), token: optionalText(input, "NextToken") };
  const { items } = pageOf([poolDescription(pool)], ({ Id }) => Id, request);
  return { UserPools: items };
}
