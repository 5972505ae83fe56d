import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { signOutEverywhere } from "../sign-out";
import { readAccessToken } from "../tokens/access-tokens";
import { operation } from "./operation";

export const globalSignOut = operation({ AccessToken: required(TOKEN) }, (pool, { AccessToken }) => {
  signOutEverywhere(pool, readAccessToken(pool, AccessToken).user.username);
  return {};
});
