import { requireDevice, requireTracking } from "../../devices/device";
import { requireUser } from "../../users/users";
import { ADMINISTERED, DEVICE_KEY } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { deviceShape } from "./device";

export const adminGetDevice = forAdministrators(
  "AdminGetDevice",
  { ...ADMINISTERED, DeviceKey: required(DEVICE_KEY) },
  (pool, { Username, DeviceKey }) => {
    requireTracking(pool);
    return { Device: deviceShape(requireDevice(requireUser(pool, Username), DeviceKey)) };
  },
);
