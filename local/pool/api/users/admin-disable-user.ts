import { signOutEverywhere } from "../../tokens/sign-out";
import { requireUser, updateUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";

/** Tokens of before are gone for good: to be enabled again does not bring them back. */
export const adminDisableUser = forAdministrators("AdminDisableUser", ADMINISTERED, (pool, input) => {
  const { username } = requireUser(pool, input.Username);
  signOutEverywhere(pool, username);
  updateUser(pool, username, () => ({ enabled: false }));
  return {};
});
