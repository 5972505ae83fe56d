import { randomBytes, randomUUID } from "node:crypto";
import { CognitoError, resourceNotFound } from "../api/errors";
import type { StoredPassword } from "../passwords/stored-password";
import type { Pool } from "../pool";
import type { Progress } from "../sign-in/second-factor";
import type { User } from "../users/user";
import { updateUser } from "../users/users";

/** What a device is told of itself. */
export interface DeviceKeys {
  readonly key: string;
  /** Stands for the pool's name where the device proves by SRP which one it is. */
  readonly groupKey: string;
}

/** A device of a person, which the app that signs them in has confirmed. */
export interface Device extends DeviceKeys {
  /** Without it, the device can never prove which one it is, and is as good as not remembered. */
  readonly srp: StoredPassword["srp"] | undefined;
  readonly name: string | undefined;
  readonly isRemembered: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly authenticatedAt: string;
  /** From where it was last used. */
  readonly address: string;
}

/** What a remembered device has to prove itself by. */
export interface RememberedDevice extends Device {
  readonly srp: StoredPassword["srp"];
}

/** More than one person has. Beyond that, the oldest is forgotten. */
const MOST_OF_A_PERSON = 1_000;

type Devices = Pick<User, "devices">;

/** In words that clients look for: they sign in again without the device then. */
export const noSuchDevice = (): Error => resourceNotFound("Device does not exist.");

/** Another person's device is no more known than one that does not exist. */
export const findDevice = ({ devices = [] }: Devices, key: string | undefined): Device | undefined =>
  devices.find((device) => device.key === key);

export function requireDevice(user: Devices, key: string): Device {
  const device = findDevice(user, key);
  if (device === undefined) throw noSuchDevice();
  return device;
}

export function requireTracking({ settings }: Pick<Pool, "settings">) {
  if (settings.deviceTracking === undefined)
    throw new CognitoError(
      "InvalidUserPoolConfigurationException",
      "The user pool is not configured to remember devices.",
    );
  return settings.deviceTracking;
}

/**
 * The device that a sign-in says it comes from. It is looked up once the person has proven who they are, so that nobody else
 * learns of it. The pages know no devices.
 */
export function deviceOf(pool: Pool, user: User, progress: Progress): Device | undefined {
  const key = namedDevice(pool, progress);
  return key === undefined ? undefined : requireDevice(user, key);
}

export function namesUnknownDevice(pool: Pool, user: User, progress: Progress): boolean {
  const key = namedDevice(pool, progress);
  return key !== undefined && findDevice(user, key) === undefined;
}

const namedDevice = ({ settings }: Pool, { source, deviceKey }: Progress): string | undefined =>
  settings.deviceTracking === undefined || source === "HostedAuth" ? undefined : deviceKey;

export const isRemembered = (device: Device | undefined): device is RememberedDevice =>
  device?.isRemembered === true && device.srp !== undefined;

export const newDevice = ({ settings }: Pick<Pool, "settings">): DeviceKeys => ({
  key: `${settings.region}_${randomUUID()}`,
  groupKey: `-${randomBytes(6).toString("base64url")}`,
});

export const addDevice = (pool: Pool, { username }: User, added: Device): User =>
  updateUser(pool, username, ({ devices = [] }) => ({
    devices: [...devices, added].slice(-MOST_OF_A_PERSON),
  }));

/** Changes it as it is now, if it is still there. */
export const changeDevice = (pool: Pool, { username }: User, key: string, change: Partial<Device>): User =>
  updateUser(pool, username, ({ devices = [] }) => ({
    devices: devices.map((device) => (device.key === key ? { ...device, ...change } : device)),
  }));

/** Ends its sign-ins as far as they could be renewed; access tokens live on until they expire. */
export function forgetDevice(pool: Pool, user: User, key: string): void {
  requireDevice(user, key);
  for (const [id, { device }] of pool.refreshTokens.findEntries(user.username))
    if (device?.key === key) pool.refreshTokens.delete(id);
  updateUser(pool, user.username, ({ devices = [] }) => ({
    devices: devices.filter((device) => device.key !== key),
  }));
}
