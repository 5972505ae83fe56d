import { administeredUser } from "../administered-user";
import { ADMINISTERED } from "../input/members";
import { signOutEverywhere } from "../sign-out";
import { updateUser } from "../users";
import { operation } from "./operation";

/** Tokens of before are gone for good: to be enabled again does not bring them back. */
export const adminDisableUser = operation(ADMINISTERED, (pool, input) => {
  const { username } = administeredUser(pool, input);
  signOutEverywhere(pool, username);
  updateUser(pool, username, () => ({ enabled: false }));
  return {};
});
