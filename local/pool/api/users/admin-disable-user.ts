import { signOutEverywhere } from "../../tokens/sign-out";
import { updateUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";

/** Tokens of before are gone for good: to be enabled again does not bring them back. */
export const adminDisableUser = operation(ADMINISTERED, (pool, input) => {
  const { username } = administeredUser(pool, input);
  signOutEverywhere(pool, username);
  updateUser(pool, username, () => ({ enabled: false }));
  return {};
});
