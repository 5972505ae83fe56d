import { readAccessToken } from "../../tokens/access-tokens";
import { signOutEverywhere } from "../../tokens/sign-out";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { operation } from "../operation";

export const globalSignOut = operation({ AccessToken: required(TOKEN) }, (pool, { AccessToken }) => {
  signOutEverywhere(pool, readAccessToken(pool, AccessToken).user.username);
  return {};
});
