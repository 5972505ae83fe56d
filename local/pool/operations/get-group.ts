import { NAMED_GROUP, namedGroup } from "../group-request";
import { groupShape } from "../group-shape";
import { operation } from "./operation";

export const getGroup = operation(NAMED_GROUP, (pool, input) => ({
  Group: groupShape(pool, namedGroup(pool, input)),
}));
