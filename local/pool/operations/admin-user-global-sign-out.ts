import { administeredUser } from "../administered-user";
import { ADMINISTERED } from "../input/members";
import { signOutEverywhere } from "../sign-out";
import { operation } from "./operation";

export const adminUserGlobalSignOut = operation(ADMINISTERED, (pool, input) => {
  signOutEverywhere(pool, administeredUser(pool, input).username);
  return {};
});
