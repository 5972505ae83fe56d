import { administeredUser } from "../administered-user";
import { ADMINISTERED } from "../input/members";
import { userDetails } from "../user-shape";
import { operation } from "./operation";

export const adminGetUser = operation(ADMINISTERED, (pool, input) =>
  userDetails(administeredUser(pool, input)),
);
