import { requireUser, updateUser } from "../../users/users";
import { ADMINISTERED, GROUP_NAME } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { namedGroup } from "./group";

/** Adding a member again is not an error. */
export const adminAddUserToGroup = forAdministrators(
  "AdminAddUserToGroup",
  { ...ADMINISTERED, GroupName: required(GROUP_NAME) },
  (pool, input) => {
    const { username, groups } = requireUser(pool, input.Username);
    const { name } = namedGroup(pool, input);
    if (!groups.includes(name)) updateUser(pool, username, (user) => ({ groups: [...user.groups, name] }));
    return {};
  },
);
