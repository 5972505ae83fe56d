import { forAdministrators } from "../operation";
import { groupShape, NAMED_GROUP, namedGroup } from "./group";

export const getGroup = forAdministrators("GetGroup", NAMED_GROUP, (pool, input) => ({
  Group: groupShape(pool, namedGroup(pool, input)),
}));
