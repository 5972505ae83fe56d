import { updateUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { operation } from "../operation";
import { administeredUser } from "./administered-user";

export const adminEnableUser = operation(ADMINISTERED, (pool, input) => {
  const { username } = administeredUser(pool, input);
  updateUser(pool, username, () => ({ enabled: true }));
  return {};
});
