import { invalidParameter } from "../errors";
import { required, textMap } from "../input/shapes";
import { forAccounts } from "../operation";
import { TAGGED, taggedPool } from "./tagged-pool";

const MOST = 50;

export const tagResource = forAccounts(
  "TagResource",
  { ...TAGGED, Tags: required(textMap) },
  (pools, input) => {
    const pool = taggedPool(pools, input);
    const tags = { ...pool.settings.tags, ...input.Tags };
    if (Object.keys(tags).length > MOST) throw invalidParameter(`A user pool can have at most ${MOST} tags.`);
    pool.change({ tags });
    return {};
  },
);
