import { forgetDevice as forget, requireTracking } from "../../devices/device";
import { readAccessToken } from "../../tokens/access-tokens";
import { DEVICE_KEY, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const forgetDevice = forApps(
  "ForgetDevice",
  { AccessToken: TOKEN, DeviceKey: required(DEVICE_KEY) },
  (pool, { AccessToken, DeviceKey }) => {
    const { user } = readAccessToken(pool, AccessToken);
    requireTracking(pool);
    forget(pool, user, DeviceKey);
    return {};
  },
);
