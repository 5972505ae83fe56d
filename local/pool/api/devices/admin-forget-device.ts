import { forgetDevice, requireTracking } from "../../devices/device";
import { requireUser } from "../../users/users";
import { ADMINISTERED, DEVICE_KEY } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";

export const adminForgetDevice = forAdministrators(
  "AdminForgetDevice",
  { ...ADMINISTERED, DeviceKey: required(DEVICE_KEY) },
  (pool, { Username, DeviceKey }) => {
    requireTracking(pool);
    forgetDevice(pool, requireUser(pool, Username), DeviceKey);
    return {};
  },
);
