import { NAMED_POOL, PAGE } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { groupShape } from "./group";

export const listGroups = forAdministrators("ListGroups", { ...NAMED_POOL, ...PAGE }, (pool, input) => {
  const { items, next } = pageOf(pool.groups.values(), ({ name }) => name, input);
  return { Groups: items.map((group) => groupShape(pool, group)), NextToken: next };
});
