import { isDeepStrictEqual } from "node:util";
import type { Item } from "../stream-record";

/** The attributes in which two images of an item differ. */
export const differing = <const Name extends string>(
  names: readonly Name[],
  before: Item,
  after: Item,
): readonly Name[] => names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
