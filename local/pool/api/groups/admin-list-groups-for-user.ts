import { requireUser } from "../../users/users";
import { ADMINISTERED, PAGE } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { groupShape } from "./group";

export const adminListGroupsForUser = forAdministrators(
  "AdminListGroupsForUser",
  { ...ADMINISTERED, ...PAGE },
  (pool, input) => {
    const user = requireUser(pool, input.Username);
    const groups = pool.groups.values().filter(({ name }) => user.groups.includes(name));
    const { items, next } = pageOf(groups, ({ name }) => name, input);
    return { Groups: items.map((group) => groupShape(pool, group)), NextToken: next };
  },
);
