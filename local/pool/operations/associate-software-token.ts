import { associate, readHolder } from "../mfa/set-up";
import type { Pool } from "../pool";
import type { Input } from "../request";

export const associateSoftwareToken = (pool: Pool, input: Input) => associate(pool, readHolder(pool, input));
