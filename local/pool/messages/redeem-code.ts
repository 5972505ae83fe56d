import type { Pool } from "../pool";
import type { User } from "../users/user";
import { updateUser } from "../users/users";
import { afterWrongTry, checkCode } from "./codes";

/** Redeems a code once, together with the change that it allows. A wrong try is counted before the error is thrown. */
export function redeemCode(
  pool: Pool,
  user: User,
  { purpose, typed }: { purpose: string; typed: string },
  change: (user: User) => Partial<User>,
): User {
  const code = user.codes[purpose];
  const verdict = checkCode(typed, code, pool.now());
  if (verdict === "right")
    return updateUser(pool, user.username, (present) => {
      const { [purpose]: _, ...codes } = present.codes;
      return { codes, ...change({ ...present, codes }) };
    });
  if (code !== undefined)
    updateUser(pool, user.username, ({ codes }) => ({ codes: { ...codes, [purpose]: afterWrongTry(code) } }));
  throw verdict;
}
