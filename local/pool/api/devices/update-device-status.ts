import { readAccessToken } from "../../tokens/access-tokens";
import { DEVICE_KEY, DEVICE_STATUS, TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";
import { changeStatus } from "./device";

export const updateDeviceStatus = forApps(
  "UpdateDeviceStatus",
  { AccessToken: required(TOKEN), DeviceKey: required(DEVICE_KEY), DeviceRememberedStatus: DEVICE_STATUS },
  (pool, { AccessToken, ...change }) => changeStatus(pool, readAccessToken(pool, AccessToken).user, change),
);
