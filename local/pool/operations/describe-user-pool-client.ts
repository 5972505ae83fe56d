import { namedClient } from "../client-request";
import { clientShape } from "../client-shape";
import type { Pool } from "../pool";
import type { Input } from "../request";

export const describeUserPoolClient = (pool: Pool, input: Input) => ({
  UserPoolClient: clientShape(pool, namedClient(pool, input)),
});
