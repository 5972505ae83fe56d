import { removeUser, requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";

export const adminDeleteUser = forAdministrators("AdminDeleteUser", ADMINISTERED, (pool, input) => {
  removeUser(pool, requireUser(pool, input.Username).username);
  return {};
});
