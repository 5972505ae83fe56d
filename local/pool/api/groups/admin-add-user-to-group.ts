import { updateUser } from "../../users/users";
import { ADMINISTERED, GROUP_NAME } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";
import { namedGroup } from "./group";

/** To add somebody twice is no mistake. */
export const adminAddUserToGroup = operation(
  { ...ADMINISTERED, GroupName: required(GROUP_NAME) },
  (pool, input) => {
    const { username, groups } = administeredUser(pool, input);
    const { name } = namedGroup(pool, input);
    if (!groups.includes(name)) updateUser(pool, username, (user) => ({ groups: [...user.groups, name] }));
    return {};
  },
);
