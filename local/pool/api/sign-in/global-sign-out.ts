import { readAccessToken } from "../../tokens/access-tokens";
import { signOutEverywhere } from "../../tokens/sign-out";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const globalSignOut = forApps(
  "GlobalSignOut",
  { AccessToken: required(TOKEN) },
  (pool, { AccessToken }) => {
    signOutEverywhere(pool, readAccessToken(pool, AccessToken).user.username);
    return {};
  },
);
