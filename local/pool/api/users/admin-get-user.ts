import { ADMINISTERED } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";
import { userDetails } from "./user-shape";

export const adminGetUser = operation(ADMINISTERED, (pool, input) =>
  userDetails(administeredUser(pool, input)),
);
