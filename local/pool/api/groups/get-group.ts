import { operation } from "../operation";
import { NAMED_GROUP, namedGroup } from "./group";
import { groupShape } from "./group-shape";

export const getGroup = operation(NAMED_GROUP, (pool, input) => ({
  Group: groupShape(pool, namedGroup(pool, input)),
}));
