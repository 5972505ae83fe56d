import { readAccessToken } from "../../tokens/access-tokens";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { DEVICE_PAGE, listPage } from "./device";

export const listDevices = forApps(
  "ListDevices",
  { AccessToken: required(TOKEN), ...DEVICE_PAGE },
  (pool, { AccessToken, ...page }) => {
    const { devices = [] } = readAccessToken(pool, AccessToken).user;
    return listPage(
      pool,
      devices.filter(({ isRemembered }) => isRemembered),
      page,
    );
  },
);
