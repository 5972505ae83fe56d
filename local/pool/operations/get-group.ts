import { namedGroup } from "../group-request";
import { groupShape } from "../group-shape";
import type { Pool } from "../pool";
import type { Input } from "../request";

export const getGroup = (pool: Pool, input: Input) => ({ Group: groupShape(pool, namedGroup(pool, input)) });
