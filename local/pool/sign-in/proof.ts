import { notAuthorized, passwordResetRequired, userNotConfirmed } from "../api/errors";
import { afterFailure, NO_FAILURES, refuseWhileLocked } from "../passwords/lockout";
import { isPassword } from "../passwords/stored-password";
import type { Pool } from "../pool";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

export const checkPassword = (pool: Pool, user: User, password: string): Promise<User> =>
  checkProof(pool, user, () => isPassword(password, user.password));

/** Checks a proof of the password, the lock after too many wrong ones, and the states in which even a right one is refused. */
export async function checkProof(
  pool: Pool,
  user: User,
  isRight: () => boolean | Promise<boolean>,
): Promise<User> {
  refuseWhileLocked(user.failures, pool.now());
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  const expired = user.passwordExpiresAt !== undefined && pool.now().toISOString() >= user.passwordExpiresAt;
  if (!(await isRight())) {
    updateUser(pool, user.username, ({ failures }) => ({ failures: afterFailure(failures, pool.now()) }));
    throw notAuthorized();
  }
  if (expired) throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  if (user.status === "UNCONFIRMED") throw userNotConfirmed();
  return user.failures.count === 0
    ? user
    : updateUser(pool, user.username, () => ({ failures: NO_FAILURES }));
}
