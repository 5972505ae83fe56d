import { forAccounts } from "../operation";
import { TAGGED, taggedPool } from "./tagged-pool";

export const listTagsForResource = forAccounts("ListTagsForResource", TAGGED, (pools, input) => ({
  Tags: taggedPool(pools, input).settings.tags,
}));
