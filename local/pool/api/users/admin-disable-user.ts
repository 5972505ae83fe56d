import { signOutEverywhere } from "../../tokens/sign-out";
import { requireUser, updateUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";

/** The tokens stay revoked, even if the user is enabled again. */
export const adminDisableUser = forAdministrators("AdminDisableUser", ADMINISTERED, (pool, input) => {
  const { username } = requireUser(pool, input.Username);
  signOutEverywhere(pool, username);
  updateUser(pool, username, () => ({ enabled: false }));
  return {};
});
