import { readAccessToken } from "../../tokens/access-tokens";
import { PAGE_TOKEN, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { listSessions } from "./session";

export const listUserSessions = forApps(
  "ListUserSessions",
  { AccessToken: required(TOKEN), NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { user, originJti } = readAccessToken(pool, input.AccessToken);
    return listSessions(pool, user, (session) => session.type === "TOKEN" && session.originJti === originJti);
  },
);
