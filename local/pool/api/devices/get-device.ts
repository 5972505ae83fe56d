import { findDevice, noSuchDevice, requireTracking } from "../../devices/device";
import { readAccessToken } from "../../tokens/access-tokens";
import { DEVICE_KEY, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { deviceShape } from "./device";

/** People see the devices that are remembered, and administrators all. The model does without the access token; this does not. */
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
