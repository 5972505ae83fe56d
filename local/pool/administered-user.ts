import type { Pool } from "./pool";
import { checkPoolId, type Input, requireText } from "./request";
import type { User } from "./user";
import { requireUser } from "./users";

/** The person whom an administrators' operation names. Administrators are told when there is none. */
export function administeredUser(pool: Pool, input: Input): User {
  checkPoolId(pool, input);
  return requireUser(pool, requireText(input, "Username", 128));
}
