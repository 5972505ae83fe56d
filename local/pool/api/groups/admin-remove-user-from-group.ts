import { requireUser } from "../../users/users";
import { ADMINISTERED, GROUP_NAME } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { namedGroup, withoutGroup } from "./group";

/** Removing a person who is not a member is not an error. */
export const adminRemoveUserFromGroup = forAdministrators(
  "AdminRemoveUserFromGroup",
  { ...ADMINISTERED, GroupName: required(GROUP_NAME) },
  (pool, input) => {
    const { username, groups } = requireUser(pool, input.Username);
    const { name } = namedGroup(pool, input);
    if (groups.includes(name)) withoutGroup(pool, username, name);
    return {};
  },
);
