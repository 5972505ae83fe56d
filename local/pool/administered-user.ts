import type { ADMINISTERED } from "./input/members";
import type { InputOf } from "./input/shapes";
import type { Pool } from "./pool";
import { checkPoolId } from "./request";
import type { User } from "./user";
import { requireUser } from "./users";

/** The person whom an administrators' operation names. Administrators are told when there is none. */
export function administeredUser(pool: Pool, input: InputOf<typeof ADMINISTERED>): User {
  checkPoolId(pool, input);
  return requireUser(pool, input.Username);
}
