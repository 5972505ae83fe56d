import { administeredUser } from "../administered-user";
import { ADMINISTERED } from "../input/members";
import { removeUser } from "../users";
import { operation } from "./operation";

export const adminDeleteUser = operation(ADMINISTERED, (pool, input) => {
  removeUser(pool, administeredUser(pool, input).username);
  return {};
});
