import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { requireUser } from "../../users/users";
import { checkPoolId } from "../calling-client";
import type { ADMINISTERED } from "../input/members";
import type { InputOf } from "../input/shapes";

/** The person whom an administrators' operation names. Administrators are told when there is none. */
export function administeredUser(pool: Pool, input: InputOf<typeof ADMINISTERED>): User {
  checkPoolId(pool, input);
  return requireUser(pool, input.Username);
}
