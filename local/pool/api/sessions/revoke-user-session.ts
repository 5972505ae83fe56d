import { readAccessToken } from "../../tokens/access-tokens";
import { invalidParameter } from "../errors";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { REVOCATION, revokeSession } from "./session";

/** The session of the access token itself cannot be revoked. Signing out does that. */
export const revokeUserSession = forApps(
  "RevokeUserSession",
  { AccessToken: required(TOKEN), ...REVOCATION },
  (pool, input) => {
    const { user, originJti } = readAccessToken(pool, input.AccessToken);
    return revokeSession(pool, user, input, (session) => {
      if (session.type === "TOKEN" && session.originJti === originJti)
        throw invalidParameter("The session of the access token cannot be revoked.");
    });
  },
);
