import { requireUser } from "../../users/users";
import { ADMINISTERED, DEVICE_KEY, DEVICE_STATUS } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { changeStatus } from "./device";

export const adminUpdateDeviceStatus = forAdministrators(
  "AdminUpdateDeviceStatus",
  { ...ADMINISTERED, DeviceKey: required(DEVICE_KEY), DeviceRememberedStatus: DEVICE_STATUS },
  (pool, input) => changeStatus(pool, requireUser(pool, input.Username), input),
);
