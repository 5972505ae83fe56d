import { findDevice, noSuchDevice, requireTracking } from "../../devices/device";
import { readAccessToken } from "../../tokens/access-tokens";
import { DEVICE_KEY, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { deviceShape } from "./device";

/**
 * People see only the devices that are remembered; administrators see all of them. The service's model does not
 * require the access token, but the operation fails without it.
 */
export const getDevice = forApps(
  "GetDevice",
  { AccessToken: TOKEN, DeviceKey: required(DEVICE_KEY) },
  (pool, { AccessToken, DeviceKey }) => {
    const { user } = readAccessToken(pool, AccessToken);
    requireTracking(pool);
    const device = findDevice(user, DeviceKey);
    if (device?.isRemembered !== true) throw noSuchDevice();
    return { Device: deviceShape(device) };
  },
);
