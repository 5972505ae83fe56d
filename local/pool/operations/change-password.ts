import { checkPassword } from "../authentication";
import { notAuthorized } from "../errors";
import { checkPolicy, storePassword } from "../passwords";
import type { Pool } from "../pool";
import { type Input, requirePassword } from "../request";
import { readAccessToken } from "../tokens/access-tokens";
import { updateUser } from "../users";

/** A wrong previous password counts like one at sign-in. */
export async function changePassword(pool: Pool, input: Input) {
  const { user } = readAccessToken(pool, input.AccessToken);
  const proposed = requirePassword(input, "ProposedPassword");
  const previous = requirePassword(input, "PreviousPassword");
  checkPolicy(proposed, pool.settings.passwordPolicy);
  const proven = await checkPassword(pool, user, previous);
  const stored = await storePassword(proposed, pool.settings.id, user.username);
  updateUser(pool, user.username, ({ password }) => {
    // Another change was quicker, and the password that was proven counts no more.
    if (password?.salt !== proven.password?.salt) throw notAuthorized();
    return { password: stored };
  });
  return {};
}
