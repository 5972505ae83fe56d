import { required, text, whole } from "../input/shapes";
import { forAccounts } from "../operation";
import { pageOf } from "../paging";
import { poolDescription } from "./pool-shape";

const INPUT = {
  NextToken: text({ shortest: 1, pattern: "[\\S]+" }),
  MaxResults: required(whole(1, 60)),
};

/** Lists the pools of every region, because all of them answer at one address. */
export const listUserPools = forAccounts("ListUserPools", INPUT, (pools, input) => {
  const { items, next } = pageOf(pools.all(), ({ settings }) => settings.id, input);
  return { UserPools: items.map(poolDescription), NextToken: next };
});
