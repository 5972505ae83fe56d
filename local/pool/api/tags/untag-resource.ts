import { list, required, text } from "../input/shapes";
import { forAccounts } from "../operation";
import { TAGGED, taggedPool } from "./tagged-pool";

export const untagResource = forAccounts(
  "UntagResource",
  { ...TAGGED, TagKeys: required(list(text({ shortest: 1, longest: 128 }))) },
  (pools, input) => {
    const pool = taggedPool(pools, input);
    const kept = Object.entries(pool.settings.tags).filter(([key]) => !input.TagKeys.includes(key));
    pool.change({ tags: Object.fromEntries(kept) });
    return {};
  },
);
