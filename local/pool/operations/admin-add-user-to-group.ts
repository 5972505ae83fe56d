import { administeredUser } from "../administered-user";
import { namedGroup } from "../group-request";
import { ADMINISTERED, GROUP_NAME } from "../input/members";
import { required } from "../input/shapes";
import { updateUser } from "../users";
import { operation } from "./operation";

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
