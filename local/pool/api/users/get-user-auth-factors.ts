import { configuredFactors } from "../../mfa/first-factors";
import { readAccessToken } from "../../tokens/access-tokens";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const getUserAuthFactors = forApps(
  "GetUserAuthFactors",
  { AccessToken: required(TOKEN) },
  (pool, { AccessToken }) => {
    const { user } = readAccessToken(pool, AccessToken);
    return {
      Username: user.username,
      PreferredMfaSetting: user.mfa.preferred,
      ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
      ConfiguredUserAuthFactors: configuredFactors(pool.settings, user),
    };
  },
);
