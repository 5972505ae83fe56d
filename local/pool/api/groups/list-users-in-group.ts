import { PAGE } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { orderOfUsers, userShape } from "../users/user-shape";
import { membersOf, NAMED_GROUP, namedGroup } from "./group";

export const listUsersInGroup = forAdministrators(
  "ListUsersInGroup",
  { ...NAMED_GROUP, ...PAGE },
  (pool, input) => {
    const { name } = namedGroup(pool, input);
    const { items, next } = pageOf(membersOf(pool, name), orderOfUsers, input);
    return { Users: items.map((user) => userShape(user)), NextToken: next };
  },
);
