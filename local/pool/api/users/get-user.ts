import { readAccessToken } from "../../tokens/access-tokens";
import { listAttributes, readable } from "../../users/attributes";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const getUser = forApps("GetUser", { AccessToken: required(TOKEN) }, (pool, { AccessToken }) => {
  const { user, client } = readAccessToken(pool, AccessToken);
  return {
    Username: user.username,
    UserAttributes: listAttributes(readable(user.attributes, client)),
    PreferredMfaSetting: user.mfa.preferred,
    ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
  };
});
