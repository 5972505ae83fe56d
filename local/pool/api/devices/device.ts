import { changeDevice, type Device, requireDevice, requireTracking } from "../../devices/device";
import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { epochSeconds } from "../epoch-seconds";
import { PAGE_LIMIT, PAGE_TOKEN } from "../input/members";
import type { InputOf } from "../input/shapes";
import { pageOf } from "../paging";

export const DEVICE_PAGE = { Limit: PAGE_LIMIT, PaginationToken: PAGE_TOKEN };

export function listPage(pool: Pool, devices: readonly Device[], page: InputOf<typeof DEVICE_PAGE>) {
  requireTracking(pool);
  const { items, next } = pageOf(devices, ({ createdAt, key }) => `${createdAt} ${key}`, page);
  return { Devices: items.map(deviceShape), PaginationToken: next };
}

/** Without a status, the device stays as it is. */
export function changeStatus(
  pool: Pool,
  user: User,
  {
    DeviceKey: key,
    DeviceRememberedStatus: status,
  }: { DeviceKey: string; DeviceRememberedStatus?: string | undefined },
) {
  requireTracking(pool);
  requireDevice(user, key);
  if (status !== undefined) {
    const modifiedAt = pool.now().toISOString();
    changeDevice(pool, user, key, { isRemembered: status === "remembered", modifiedAt });
  }
  return {};
}

export const deviceShape = (device: Device) => ({
  DeviceKey: device.key,
  DeviceAttributes: [
    { Name: "device_status", Value: "valid" },
    ...(device.name === undefined ? [] : [{ Name: "device_name", Value: device.name }]),
    { Name: "last_ip_used", Value: device.address },
    { Name: "dev:device_remembered_status", Value: device.isRemembered ? "remembered" : "not_remembered" },
  ],
  DeviceCreateDate: epochSeconds(device.createdAt),
  DeviceLastModifiedDate: epochSeconds(device.modifiedAt),
  DeviceLastAuthenticatedDate: epochSeconds(device.authenticatedAt),
});
