import { removeUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";

export const adminDeleteUser = operation(ADMINISTERED, (pool, input) => {
  removeUser(pool, administeredUser(pool, input).username);
  return {};
});
