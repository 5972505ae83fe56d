import { requireUser, updateUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";

export const adminEnableUser = forAdministrators("AdminEnableUser", ADMINISTERED, (pool, input) => {
  const { username } = requireUser(pool, input.Username);
  updateUser(pool, username, () => ({ enabled: true }));
  return {};
});
