import { administeredUser } from "../administered-user";
import { ADMINISTERED } from "../input/members";
import { updateUser } from "../users";
import { operation } from "./operation";

export const adminEnableUser = operation(ADMINISTERED, (pool, input) => {
  const { username } = administeredUser(pool, input);
  updateUser(pool, username, () => ({ enabled: true }));
  return {};
});
