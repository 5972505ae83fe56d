import { signOutEverywhere } from "../../tokens/sign-out";
import { ADMINISTERED } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";

export const adminUserGlobalSignOut = operation(ADMINISTERED, (pool, input) => {
  signOutEverywhere(pool, administeredUser(pool, input).username);
  return {};
});
