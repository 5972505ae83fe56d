import { notAuthorized } from "../../api/errors";
import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { findUser } from "../../users/users";
import type { Challenge } from "../challenge-sessions";

/** Whose challenge it is, as they are now. Another's name with it, or a closed account, ends the sign-in. */
export function sessionOwner(pool: Pool, { username }: Challenge, login: string): User {
  const user = findUser(pool, login);
  if (user === undefined || user.username !== username) throw notAuthorized("Invalid session for the user.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return user;
}
