import { checkPolicy } from "../../passwords/policy";
import { storePassword } from "../../passwords/stored-password";
import { checkPassword } from "../../sign-in/proof";
import { readAccessToken } from "../../tokens/access-tokens";
import { isUnchanged } from "../../tokens/grant";
import { updateUser } from "../../users/users";
import { notAuthorized } from "../errors";
import { PASSWORD, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  PreviousPassword: PASSWORD,
  ProposedPassword: required(PASSWORD),
  AccessToken: required(TOKEN),
};

/**
 * A wrong previous password counts as a failed sign-in. A person without a password sets the first one with the access
 * token alone.
 */
export const changePassword = forApps("ChangePassword", INPUT, async (pool, input) => {
  const { user } = readAccessToken(pool, input.AccessToken);
  const { PreviousPassword: previous, ProposedPassword: proposed } = input;
  checkPolicy(proposed, pool.settings.passwordPolicy);
  const isFirst = user.password === undefined && previous === undefined;
  const proven = isFirst ? user : await checkPassword(pool, user, previous ?? "");
  const stored = await storePassword(proposed, pool.settings.id, user.username);
  updateUser(pool, user.username, (present) => {
    // Another change was quicker, or the name belongs to another user by now.
    if (!isUnchanged(proven, present)) throw notAuthorized();
    return { password: stored };
  });
  return {};
});
