import { required, text, whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { poolDescription } from "./pool-shape";

const INPUT = {
  NextToken: text({ shortest: 1, pattern: "[\\S]+" }),
  MaxResults: required(whole(1, 60)),
};

/** There is one. */
export const listUserPools = forAdministrators("ListUserPools", INPUT, (pool, input) => {
  const { items } = pageOf([poolDescription(pool)], ({ Id }) => Id, input);
  return { UserPools: items };
});
