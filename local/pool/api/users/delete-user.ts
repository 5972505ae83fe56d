import { readAccessToken } from "../../tokens/access-tokens";
import { removeUser } from "../../users/users";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const deleteUser = forApps("DeleteUser", { AccessToken: required(TOKEN) }, (pool, { AccessToken }) => {
  removeUser(pool, readAccessToken(pool, AccessToken).user.username);
  return {};
});
