import { signOutEverywhere } from "../../tokens/sign-out";
import { requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";

export const adminUserGlobalSignOut = forAdministrators(
  "AdminUserGlobalSignOut",
  ADMINISTERED,
  (pool, input) => {
    signOutEverywhere(pool, requireUser(pool, input.Username).username);
    return {};
  },
);
