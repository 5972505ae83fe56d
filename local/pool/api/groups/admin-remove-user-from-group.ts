import { ADMINISTERED, GROUP_NAME } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";
import { administeredUser } from "../users/administered-user";
import { namedGroup } from "./group";
import { withoutGroup } from "./members";

/** To remove somebody who is no member is no mistake. */
export const adminRemoveUserFromGroup = operation(
  { ...ADMINISTERED, GroupName: required(GROUP_NAME) },
  (pool, input) => {
    const { username, groups } = administeredUser(pool, input);
    const { name } = namedGroup(pool, input);
    if (groups.includes(name)) withoutGroup(pool, username, name);
    return {};
  },
);
